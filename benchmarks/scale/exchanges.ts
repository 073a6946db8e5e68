import { ask } from '../ask.ts'
import type { Exchange } from './load/client-order.ts'

/** A request to measure with, and how to know a right answer. */
export interface Expected {
  /** Path and query. */
  readonly path: string
  readonly status: number
  /** What the answer must contain. */
  readonly says: string
}

/**
 * Asks a server everything once, and makes what it said the measure of its answers under load: under load they
 * are compared byte by byte. Rejects when an answer is wrong already.
 *
 *     await exchangesOf(origin, [{ path: '/json', status: 200, says: '"hello"' }])
 */
export async function exchangesOf(origin: string, expected: readonly Expected[]): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  for (const one of expected) exchanges.push(await exchangeOf(origin, one))
  return exchanges
}

async function exchangeOf(origin: string, { path, status, says }: Expected): Promise<Exchange> {
  const once = async (): Promise<string> => {
    const answer = await ask(origin, { method: 'GET', path, headers: {} })
    if (answer.status === status && answer.text.includes(says)) return answer.text
    throw new Error(`GET ${path} answered ${answer.status} ${answer.text.slice(0, 300)}`)
  }
  const [text, again] = [await once(), await once()]
  const request = `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`
  // A problem document may have a number of its own.
  return { request, status, body: text === again ? text : undefined }
}
