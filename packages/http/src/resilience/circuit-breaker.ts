import type { Clock } from 'vivace'
import type { ResolvedBreaker } from '../policies/index.ts'

/** `closed` lets everything through, `open` nothing, `half-open` one attempt that decides. */
export type BreakerState = 'closed' | 'open' | 'half-open'

/** What came of an attempt; `neither` says nothing of the host, as when the caller went away. */
export type AttemptOutcome = 'success' | 'failure' | 'neither'

/** Leave to make one attempt. */
export interface Ticket {
  /** Whether the breaker lets nobody else through until it knows what came of this one. */
  readonly isTrial: boolean
  /** Tells what came of it; only the first time counts. */
  record(outcome: AttemptOutcome): void
}

/**
 * Leaves a host alone that fails, and lets one attempt find out whether it is back.
 *
 *     const ticket = breaker.admit()
 *     if (ticket === undefined) throw new Error(`not before ${breaker.opensIn} ms`)
 *     ticket.record('success')
 *
 * Only outcomes of the present state count: what was sent before the breaker opened cannot close it.
 */
export class CircuitBreaker {
  readonly #rules: ResolvedBreaker
  readonly #clock: Clock
  #failures: boolean[] = []
  #state: BreakerState = 'closed'
  #era = 0
  #retryAt = 0

  constructor(rules: ResolvedBreaker, clock: Clock) {
    this.#rules = rules
    this.#clock = clock
  }

  get state(): BreakerState {
    return this.#state
  }

  /** Milliseconds until an attempt may be made again; 0 when it may. */
  get opensIn(): number {
    return this.#state === 'closed' ? 0 : Math.max(0, this.#retryAt - this.#clock.monotonic())
  }

  /** Whether nothing may be sent now, not even to find out how the host is. */
  get isOpen(): boolean {
    return this.opensIn > 0
  }

  /** Leave to make one attempt; `undefined` while the host is left alone. */
  admit(): Ticket | undefined {
    if (this.#state === 'half-open' || this.opensIn > 0) return undefined
    if (this.#state === 'open') this.#enter('half-open')
    const era = this.#era
    let isRecorded = false
    return {
      isTrial: this.state === 'half-open',
      record: (outcome) => {
        if (!isRecorded && era === this.#era) this.#record(outcome)
        isRecorded = true
      },
    }
  }

  #record(outcome: AttemptOutcome): void {
    if (this.#state === 'half-open') return this.#decide(outcome)
    if (outcome === 'neither') return
    this.#failures.push(outcome === 'failure')
    if (this.#failures.length > this.#rules.window) this.#failures.shift()
    if (this.#isFailing()) this.#open()
  }

  #decide(outcome: AttemptOutcome): void {
    if (outcome === 'success') return this.#enter('closed')
    if (outcome === 'failure') return this.#open()
    // Nobody knows more than before: the next one may try at once.
    this.#enter('open')
  }

  #isFailing(): boolean {
    const { atLeast, failing } = this.#rules
    const count = this.#failures.length
    return count >= atLeast && this.#failures.filter(Boolean).length >= failing * count
  }

  #open(): void {
    this.#retryAt = this.#clock.monotonic() + this.#rules.pause
    this.#enter('open')
  }

  #enter(state: BreakerState): void {
    this.#state = state
    this.#failures = []
    this.#era += 1
  }
}
