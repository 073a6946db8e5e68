import { request as openRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import type { SentRequest } from './workloads.ts'

/** What came back. */
export interface Received {
  readonly status: number
  readonly mediaType: string
  readonly text: string
}

/**
 * Sends one request on a connection of its own. `node:http`, because the first call of `fetch` costs tens of
 * milliseconds, which would count as the server's start-up.
 *
 *     const { status, text } = await ask('http://127.0.0.1:8000', { method: 'GET', path: '/json', headers: {} })
 *
 * Rejects when there is no whole answer within 5 seconds.
 */
export function ask(origin: string, sent: SentRequest): Promise<Received> {
  const length = sent.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(sent.body)) }
  const headers = { ...sent.headers, ...length }
  return new Promise((resolve, reject) => {
    const request = openRequest(origin + sent.path, {
      method: sent.method,
      headers,
      agent: false,
      timeout: 5000,
    })
    request.on('timeout', () => request.destroy(new Error('no answer within 5 seconds')))
    request.on('error', reject)
    request.on('response', (response) => read(response).then(resolve, reject))
    request.end(sent.body)
  })
}

async function read(response: IncomingMessage): Promise<Received> {
  return {
    status: response.statusCode ?? 0,
    mediaType: response.headers['content-type'] ?? '',
    text: await readText(response),
  }
}
