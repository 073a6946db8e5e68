/** How a circuit breaker judges. */
export interface CircuitBreakerOptions {
  /** After how many failures in a row it opens. */
  readonly failures: number
  /** How long it waits from one trial to the next, in milliseconds. */
  readonly pause: number
  /** Tries whether things work: it closes when this resolves. */
  readonly trial: () => Promise<void>
  /** Is told when it has opened or closed. */
  readonly changed: (isClosed: boolean) => void
}

/**
 * Keeps calls from something that fails: opens after some failures in a row, and closes when a trial succeeds. It is
 * open in the beginning.
 *
 *     if (breaker.isClosed) await attempt().then(() => breaker.succeeded(), () => breaker.failed())
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions
  #failures = 0
  #isClosed = false
  #isStopped = false
  #timer: NodeJS.Timeout | undefined = undefined
  #trying: Promise<void> | undefined = undefined

  constructor(options: CircuitBreakerOptions) {
    this.#options = options
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  succeeded(): void {
    this.#failures = 0
  }

  failed(): void {
    this.#failures += 1
    if (this.#failures >= this.#options.failures) this.open()
  }

  /** Opens at once, and tries again and again whether it may close. */
  open(): void {
    if (this.#isStopped) return
    const wasClosed = this.#isClosed
    this.#isClosed = false
    this.#timer ??= setInterval(() => void this.try(), this.#options.pause).unref()
    if (wasClosed) this.#options.changed(false)
  }

  /** Tries out of turn: there is reason to believe that things work again. Resolves when that is known. */
  try(): Promise<void> {
    if (this.#isClosed) return Promise.resolve()
    return (this.#trying ??= this.#attempt().finally(() => (this.#trying = undefined)))
  }

  /** Tries no more, and tells nobody of anything. */
  stop(): void {
    this.#isStopped = true
    this.#rest()
  }

  async #attempt(): Promise<void> {
    try {
      await this.#options.trial()
    } catch {
      return // The next trial comes with the timer.
    }
    if (this.#isStopped) return
    this.#rest()
    this.#failures = 0
    this.#isClosed = true
    this.#options.changed(true)
  }

  #rest(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
