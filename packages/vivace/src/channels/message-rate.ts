import type { Clock } from '../exchange/index.ts'

/**
 * Counts messages against a rate: as many as a second allows may come at once, and each second brings that many
 * back (a token bucket).
 */
export class MessageRate {
  readonly #perSecond: number
  readonly #clock: Clock
  #left: number
  #countedAt: number

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond
    this.#clock = clock
    this.#left = Math.max(1, perSecond)
    this.#countedAt = clock.monotonic()
  }

  /** Counts one message; whether there were too many. */
  exceeds(): boolean {
    if (this.#perSecond === Infinity) return false
    const now = this.#clock.monotonic()
    const back = ((now - this.#countedAt) / 1_000) * this.#perSecond
    this.#left = Math.min(Math.max(1, this.#perSecond), this.#left + Math.max(0, back))
    this.#countedAt = now
    if (this.#left < 1) return true
    this.#left -= 1
    return false
  }
}
