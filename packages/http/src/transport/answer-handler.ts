import { Readable } from 'node:stream'
import { type Dispatcher, errors } from 'undici'
import { takeTurn } from './take-turns.ts'
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

/** How many informational answers (RFC 9110, section 15.2) may come before an answer; one or two do. */
const mostHints = 20

/** How many pieces of a body are taken at once. */
const mostPieces = 128

/** Turns what undici tells of one exchange into an answer; undici waits while nobody reads. */
export class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #wishes: AnswerWishes
  #body: Readable | undefined
  #isSent = false
  #hints = 0
  #pieces = 0
  #isResting = false
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
    // 100 and 103 come before the answer, of which a flood keeps us as busy as a body without an end.
    if (status < 200) {
      this.#hints += 1
      if (this.#hints > mostHints) controller.abort(new Error('It sent too many informational answers.'))
      return
    }
    const body = new Readable({
      read: () => {
        if (!this.#isResting) controller.resume()
      },
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
    this.#pieces += 1
    if (this.#pieces % mostPieces === 0) this.#rest(controller)
  }

  /** Lets others have their turn: what arrives in pieces of a byte costs thousands of times what its bytes do. */
  #rest(controller: Dispatcher.DispatchController): void {
    controller.pause()
    this.#isResting = true
    takeTurn(() => {
      this.#isResting = false
      if (this.#body?.destroyed === false) controller.resume()
    })
  }

  onResponseEnd(): void {
    this.#end()
    this.#body?.push(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end()
    this.#body?.destroy(error)
    this.#wishes.reject(meaningOf(error, this.#isSent))
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

/** What undici refuses to send at all: the call is written wrongly, and the host has nothing to do with it. */
const mistakes = [
  errors.InvalidArgumentError,
  errors.NotSupportedError,
  errors.RequestContentLengthMismatchError,
]

function meaningOf(error: Error, isSent: boolean): Error {
  if (mistakes.some((kind) => error instanceof kind)) return new TypeError(error.message, { cause: error })
  return isSent ? error : new NotConnected(error.message, { cause: error })
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
