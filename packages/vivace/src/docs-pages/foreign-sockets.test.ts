import { expect, it } from 'vitest'
import { foreignSockets } from './foreign-sockets.ts'

const server = (host: unknown, more: object = {}): unknown => ({
  servers: { server: { host, protocol: 'wss', ...more } },
})

it.each([
  [server('api.example.com:8443'), ['wss://api.example.com:8443']],
  [server('{region}.example.com', { variables: { region: { default: 'eu' } } }), ['wss://eu.example.com']],
  [server("a.example; script-src 'unsafe-inline'"), []],
  [server(1), []],
  [{}, []],
  [undefined, []],
])('%j opens sockets at %j', (document, origins) => {
  expect(foreignSockets(document)).toEqual(origins)
})
