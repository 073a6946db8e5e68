import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Jwk } from '../../src/jwt/index.ts'

/** What the issuer answers: keys, or whatever goes wrong. */
export type KeyAnswer = readonly Jwk[] | ((request: IncomingMessage, response: ServerResponse) => void)

/** An issuer that publishes its keys. */
export interface KeyServer extends AsyncDisposable {
  readonly url: string
  /** How often it was asked. */
  readonly asked: number
  answer: KeyAnswer
}

/** Starts an issuer on a free port. */
export async function keyServer(first: KeyAnswer): Promise<KeyServer> {
  const server: Server = createServer((request, response) => {
    state.asked++
    if (typeof state.answer === 'function') state.answer(request, response)
    else {
      response.writeHead(200, { 'content-type': 'application/jwk-set+json' })
      response.end(JSON.stringify({ keys: state.answer }))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo
  const state = {
    url: `http://127.0.0.1:${port}/jwks.json`,
    asked: 0,
    answer: first,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return state
}
