import { type Call, type Connection, whileResuming } from './connection.ts'
import type { ClientOperation } from './client-operations.ts'
import { ProblemError } from './problem-error.ts'
import { readAnswer } from './read-answer.ts'
import { readEvents } from './read-events.ts'
import { BrokenOff } from './read-pieces.ts'

/** A call whose answer comes item by item, with its operation. */
export interface StreamCall extends Call {
  readonly connection: Connection
  readonly operation: ClientOperation
}

/** The items of an answer, read when they are asked for. Rejects with `ProblemError` if the answer is no success. */
export async function* streamItems(call: StreamCall): AsyncGenerator<unknown, void, undefined> {
  const response = await call.connection.send(call.operation, call)
  if (isEvents(response)) return yield* resumedEvents(call, response)
  const { ok, ...answer } = await readAnswer(call.operation, response)
  if (!ok) throw new ProblemError(answer)
  // An operation that streams may answer 204, or a value with another status.
  if (!isItems(answer.body)) return
  yield* answer.body
}

function isEvents({ ok, headers }: Response): boolean {
  return ok && /^text\/event-stream\b/i.test(headers.get('content-type') ?? '')
}

function isItems(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

/** How often in a row a stream connects again without getting anything. */
const mostFailures = 5

// What EventSource does (HTML, section 9.2.3), and what it cannot: end, tell errors, send headers.
async function* resumedEvents(call: StreamCall, first: Response): AsyncGenerator<unknown, void, undefined> {
  const { resume = 'when-broken', signal } = call.options
  let response: Response | undefined = first
  let id = ''
  let wait: number | undefined
  for (let failures = 0; failures <= mostFailures; failures++) {
    try {
      response ??= await reconnect(call, id)
      if (!isEvents(response)) return
      const { items, parser } = readEvents(response)
      for await (const item of items) {
        failures = 0
        id = item.id
        yield item
      }
      wait = parser.retry ?? wait
      if (resume !== 'always') return
    } catch (error) {
      const isOver = resume === 'never' || id === '' || call.operation.method !== 'GET'
      if (!(error instanceof BrokenOff) || isOver || failures === mostFailures) throw error
    }
    response = undefined
    await pause(Math.min((wait ?? 1000) * 2 ** failures, longestPause), signal)
  }
}

const longestPause = 30_000

async function reconnect(call: StreamCall, id: string): Promise<Response> {
  const { connection, operation } = call
  const response = await connection
    .send(operation, call, id === '' ? {} : { 'last-event-id': latin1(id) })
    .catch(whileResuming)
  if (response.ok) return response
  throw new ProblemError(await readAnswer(operation, response))
}

// Headers are bytes, and the id is UTF-8 (HTML, section 9.2.3).
function latin1(id: string): string {
  return String.fromCharCode(...new TextEncoder().encode(id))
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      // Whatever the caller has given as the reason.
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    if (signal?.aborted === true) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
