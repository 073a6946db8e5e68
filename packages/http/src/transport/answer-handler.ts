import { Readable } from 'node:stream'
import { type Dispatcher, errors } from 'undici'
import { NotConnected } from './transport-errors.ts'
import type { TransportAnswer, TransportRequest } from './http-transport.ts'

/** What becomes of an answer. */
export interface AnswerWishes {
  readonly request: TransportRequest
  readonly resolve: (answer: TransportAnswer) => void
  readonly reject: (error: unknown) => void
  /** Called when the exchange has ended, in whatever way. */
  readonly onEnd: () => void
}

/** Turns what undici tells of one exchange into an answer; undici waits while nobody reads. */
export class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #wishes: AnswerWishes
  #body: Readable | undefined
  #isSent = false
  #stop = (): void => undefined

  constructor(wishes: AnswerWishes) {
    this.#wishes = wishes
    const { signal } = wishes.request
    // What waits for a connection cannot be called back: it is let go of, and given up when it gets one.
    const abort = (): void => wishes.reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    this.#stop = () => signal.removeEventListener('abort', abort)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { signal, onSent } = this.#wishes.request
    this.#stop()
    if (signal.aborted) return controller.abort(asError(signal.reason))
    const abort = (): void => controller.abort(asError(signal.reason))
    signal.addEventListener('abort', abort, { once: true })
    this.#stop = () => signal.removeEventListener('abort', abort)
    this.#isSent = true
    onSent()
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    fields: Readonly<Record<string, string | readonly string[] | undefined>>,
  ): void {
    // 100 and 103 come before the answer.
    if (status < 200) return
    const body = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        if (!body.readableEnded) controller.abort(error ?? new Error('The answer is not read to its end.'))
        done(error)
      },
    })
    // Whoever reads hears of an error from the iterator; without a reader it is of no use to anybody.
    body.on('error', () => undefined)
    this.#body = body
    this.#wishes.resolve({ status, headers: headersOf(fields), body, discard: () => body.destroy() })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#body?.push(chunk) === false) controller.pause()
  }

  onResponseEnd(): void {
    this.#end()
    this.#body?.push(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end()
    this.#body?.destroy(error)
    this.#wishes.reject(this.#isSent ? error : unsent(error))
  }

  #end(): void {
    this.#stop()
    this.#wishes.onEnd()
  }
}

function headersOf(fields: Readonly<Record<string, string | readonly string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(fields))
    for (const line of typeof value === 'string' ? [value] : (value ?? [])) headers.append(name, line)
  return headers
}

function unsent(error: Error): Error {
  return error instanceof errors.InvalidArgumentError
    ? new TypeError(error.message, { cause: error })
    : new NotConnected(error.message, { cause: error })
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
