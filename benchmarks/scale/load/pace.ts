/**
 * When requests are meant to be sent: evenly, from the start on. The times depend on nothing that the server
 * does, so that a request that had to wait for a slow one counts its waiting (no coordinated omission).
 *
 *     const pace = new Pace(1000, 2)
 *     pace.total           // 2000
 *     pace.intended(500)   // 500, in milliseconds from the start
 *     pace.due(10.5)       // 11: the requests 0 to 10
 */
export class Pace {
  /** How many requests there are. */
  readonly total: number
  readonly #spacing: number

  constructor(rate: number, seconds: number) {
    this.total = Math.max(1, Math.round(rate * seconds))
    this.#spacing = 1000 / rate
  }

  /** When a request is meant to be sent, in milliseconds from the start; the first has the number 0. */
  intended(at: number): number {
    return at * this.#spacing
  }

  /** How many requests should have been sent so many milliseconds after the start. */
  due(elapsed: number): number {
    if (elapsed < 0) return 0
    return Math.min(this.total, Math.floor(elapsed / this.#spacing) + 1)
  }
}
