import { grainOf } from './grain.ts'
import type { RateLimitState, RateLimitTake } from './rate-limit-store.ts'

/**
 * The units that one key has taken: when and how many, the oldest first. It has a hundred entries at the most, and one
 * more while the window moves.
 */
export class UnitLog {
  /** Time, count, time, count. */
  readonly #entries: number[] = []
  #used = 0

  /** Gives back what has left the window, and answers how many units are taken. */
  usedAt(now: number, take: RateLimitTake): number {
    this.#heedClock(endOfGrain(now, take))
    let gone = 0
    for (; gone < this.#entries.length; gone += 2) {
      if (this.#at(gone) + take.window > now) break
      this.#used -= this.#at(gone + 1)
    }
    if (gone > 0) this.#entries.splice(0, gone)
    return this.#used
  }

  add(now: number, take: RateLimitTake): void {
    const { length } = this.#entries
    const time = endOfGrain(now, take)
    this.#used += take.cost
    if (length > 0 && this.#at(length - 2) === time)
      this.#entries[length - 1] = this.#at(length - 1) + take.cost
    else this.#entries.push(time, take.cost)
  }

  /** How it stands, once `usedAt` has been asked and `add` has been called if the units were taken. */
  stateAt(now: number, take: RateLimitTake, isTaken: boolean): RateLimitState {
    const lacking = isTaken ? 0 : this.#used + take.cost - take.limit
    return {
      remaining: Math.max(0, take.limit - this.#used),
      resetAfter: this.#entries.length === 0 ? 0 : this.#at(0) + take.window - now,
      retryAfter: lacking <= 0 ? 0 : this.#givenBackAfter(lacking, take, now) - now,
    }
  }

  /** When the last unit is given back. */
  endsAt(window: number): number {
    return this.#entries.length === 0 ? 0 : this.#at(this.#entries.length - 2) + window
  }

  #givenBackAfter(units: number, { window }: RateLimitTake, now: number): number {
    let back = 0
    for (let at = 0; at < this.#entries.length; at += 2) {
      back += this.#at(at + 1)
      if (back >= units) return this.#at(at) + window
    }
    // More is asked for at once than the limit allows: waiting does not help, but never is no time.
    return (this.#entries.at(-2) ?? now) + window
  }

  // A clock that was set back: what was taken was taken before now, whatever the clock said then.
  #heedClock(latest: number): void {
    const { length } = this.#entries
    if (length === 0 || this.#at(length - 2) <= latest) return
    for (let at = 0; at < length; at += 2) this.#entries[at] = Math.min(this.#at(at), latest)
  }

  #at(place: number): number {
    return this.#entries[place] ?? 0
  }
}

function endOfGrain(now: number, take: RateLimitTake): number {
  const grain = grainOf(take)
  return Math.ceil(now / grain) * grain
}
