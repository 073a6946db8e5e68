import type { AnswerBody } from '../exchange/answer.ts'
import { cutStalled } from './cut-stalled.ts'
import type { NodeExchange } from './node-exchange.ts'

/** The part of an answer's body that is written piece by piece. */
export type StreamBody = Exclude<AnswerBody, string | Uint8Array | null>

/** A stream on its way to the client. */
export interface Pouring {
  readonly iterator: AsyncIterator<string | Uint8Array>
  /** The length the client was told; `undefined` if it was told none. */
  readonly length: number | undefined
  /** How long the client may take nothing, in milliseconds. */
  readonly stallTimeout: number
}

/**
 * Writes a stream as fast as the client reads it, without the end. Resolves to whether all of it was
 * written. When the client goes away, the stream is told by its `return()`, and `exchange.signal` aborts.
 *
 *     if (await pour(exchange, { iterator, length, stallTimeout })) response.end()
 */
export async function pour(exchange: NodeExchange, pouring: Pouring): Promise<boolean> {
  const { signal, response } = exchange
  // At once, not when the next piece is there: a stream of events may be silent for hours.
  const leave = (): void => void close(pouring.iterator)
  signal.addEventListener('abort', leave, { once: true })
  try {
    signal.throwIfAborted()
    response.flushHeaders()
    await pourAll(exchange, pouring)
    return true
  } catch (error) {
    // What the stream held is let go before the work after the answer.
    await close(pouring.iterator)
    if (!signal.aborted) {
      exchange.log.error('The answer broke off: its stream failed.', { error, route: exchange.routePath })
    }
    return false
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

async function pourAll(exchange: NodeExchange, { iterator, length, stallTimeout }: Pouring): Promise<void> {
  const { response, signal } = exchange
  let left = length ?? Infinity
  for (;;) {
    const step = await iterator.next()
    signal.throwIfAborted()
    if (step.done === true) break
    if (length !== undefined) left -= Buffer.byteLength(step.value)
    if (left < 0) throw new Error(`The stream is longer than its content-length, ${length}.`)
    if (response.write(step.value)) continue
    cutStalled(response, stallTimeout)
    await drained(exchange)
    cutStalled(response, 0)
  }
  if (left > 0 && length !== undefined)
    throw new Error(`The stream ended ${left} bytes before its content-length.`)
}

function drained({ response, signal }: NodeExchange): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    response.once('drain', done)
    signal.addEventListener('abort', done)
  })
}

async function close(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.()
  } catch {
    // The answer is over: there is nothing left that this error could change.
  }
}
