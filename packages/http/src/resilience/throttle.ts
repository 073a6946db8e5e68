import type { ResolvedThrottle } from '../policies/index.ts'

/**
 * Says when the next request may begin, so that at most `limit` begin in any stretch of `per`.
 *
 *     const throttle = new Throttle({ limit: 1, per: 3_000 })
 *     throttle.reserve(now, 30_000)    // 0: at once
 *     throttle.reserve(now, 30_000)    // 3000: in three seconds
 *
 * A place that is reserved and not used is not given to anybody else.
 */
export class Throttle {
  readonly #rules: ResolvedThrottle
  /** When the last requests begin, at most `limit` of them. */
  readonly #starts: number[] = []

  constructor(rules: ResolvedThrottle) {
    this.#rules = rules
  }

  /** The milliseconds until the turn; a wait of more than `patience` is told, but no place is reserved. */
  reserve(now: number, patience: number): number {
    const { limit, per } = this.#rules
    const [first = 0] = this.#starts
    const isFull = this.#starts.length === limit
    const start = isFull ? Math.max(now, first + per) : now
    const wait = start - now
    if (wait > patience) return wait
    if (isFull) this.#starts.shift()
    this.#starts.push(start)
    return wait
  }
}
