import { type AnswerBody, type Exchange, momentOf } from '../exchange/index.ts'

type StreamBody = Exclude<AnswerBody, string | Uint8Array | null>
type Step = IteratorResult<string | Uint8Array>

const done: Step = { done: true, value: undefined }

/** What a timer can count: a longer time would be over at once. */
const longest = 2 ** 31 - 1

/**
 * A stream that ends when its request may go on no longer: when the credential that let it in is over, or was taken
 * back. Whoever makes it is told by `signal`, as if the client had left, and is not waited for.
 */
export class UntilExpiry implements AsyncIterableIterator<string | Uint8Array> {
  readonly #exchange: Exchange
  readonly #iterator: AsyncIterator<string | Uint8Array>
  #wake: (() => void) | undefined = undefined
  #cancel: (() => void) | undefined = undefined
  #isOver = false

  constructor(exchange: Exchange, body: StreamBody) {
    this.#exchange = exchange
    this.#iterator = body[Symbol.asyncIterator]()
    exchange.expiry.watch(() => this.#changed())
    this.#changed()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<Step> {
    if (this.#isOver) return Promise.resolve(done)
    return new Promise((resolve, reject) => {
      this.#wake = () => resolve(done)
      this.#iterator.next().then((step) => {
        if (step.done === true) this.#cancel?.()
        resolve(step)
      }, reject)
    })
  }

  async return(): Promise<Step> {
    this.#cancel?.()
    const returned = this.#iterator.return?.()
    // A generator that is waiting for something else goes on to its end only when that has come.
    if (this.#isOver) void returned?.catch((error: unknown) => this.#note(error))
    else await returned
    return done
  }

  #changed(): void {
    const { expiry, clock } = this.#exchange
    if (expiry.instant < Infinity) this.#await(momentOf(expiry.instant, clock))
  }

  #await(due: number): void {
    const { clock } = this.#exchange
    this.#cancel?.()
    const left = due - clock.monotonic()
    if (left <= 0) this.#end()
    else this.#cancel = clock.timer(Math.min(left, longest), () => this.#await(due))
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#exchange.abort(new Error('The credential of the request is over.'))
    this.#wake?.()
  }

  #note(error: unknown): void {
    const { log, routePath } = this.#exchange
    log.error('The stream failed when it was left.', { error, route: routePath })
  }
}
