import { afterEach, describe, expect, it } from 'vitest'
import { App, silentLogger, socket, text } from 'vivace'
import { serve, type Server } from 'vivace/node'
import type { DevRequest } from '../../src/cli/dev/dev-message.ts'
import { Relay } from '../../src/cli/dev/relay.ts'
import { watchRequests } from '../../src/cli/dev/watch-requests.ts'
import { Refused } from '../channels/socket-driver.ts'
import { connectOverWire } from '../channels/wire-driver.ts'

let server: Server | undefined
let relay: Relay | undefined
const told: DevRequest[] = []

afterEach(async () => {
  relay?.close()
  await server?.stop()
  told.length = 0
})

/** An app behind the relay of `vivace dev`, whose channel lets every origin in. */
async function develop(): Promise<string> {
  const app = new App({ title: 'Dev', version: '1', log: silentLogger, channels: { origins: '*' } })
  const line = socket({ receives: text(), sends: text() })
  app.websocket('/echo', { inputs: { line } }, async ({ line }) => {
    for await (const said of line) await line.send(said)
  })
  watchRequests(app, { allowed: ['shop.test'], tell: (request) => told.push(request) })
  server = await serve(app, { port: 0, host: '127.0.0.1', announce: false, signals: false })
  relay = new Relay()
  relay.target = { port: server.port }
  return `127.0.0.1:${await relay.listen(0, '127.0.0.1')}`
}

describe('WebSockets in development', () => {
  it('pass through the relay, and are told of', async () => {
    const host = await develop()
    const opened = await connectOverWire(host, '/echo', { headers: { origin: 'http://localhost:5173' } })
    opened.send('hello')
    expect(await opened.next()).toBe('hello')
    opened.close()
    await opened.closed
    expect(told).toMatchObject([{ method: 'GET', path: '/echo', status: 101 }])
  })

  it.each([
    ['a foreign page', { origin: 'http://evil.example' }],
    ['a name that a foreign page may own', { host: 'evil.example' }],
  ])('are refused to %s, whatever the channel allows', async (_what, headers) => {
    const host = await develop()
    const error: unknown = await connectOverWire(host, '/echo', { headers }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error instanceof Refused && error.status).toBe(403)
  })

  it('are open to a name that is allowed', async () => {
    const host = await develop()
    const opened = await connectOverWire(host, '/echo', { headers: { host: 'shop.test' } })
    opened.close()
    expect((await opened.closed).code).toBe(1_000)
  })
})
