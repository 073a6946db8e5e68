/**
 * Until when a request may go on: whoever checks a credential knows when it is over, and whoever holds the
 * request open ends it then.
 */
export class Expiry {
  #instant = Infinity
  #onChange: (() => void) | undefined = undefined

  /** Milliseconds since 1970; `Infinity` while nobody has said anything. */
  get instant(): number {
    return this.#instant
  }

  /**
   * Ends a WebSocket, with 4401, or the stream of an answer at an instant, a date or milliseconds since 1970. The
   * earliest counts; one that is past ends it now. A request that is answered at once is not concerned.
   */
  at(when: Date | number): void {
    const instant = Number(when)
    // What is no instant, as the date of a claim that is missing, is over: fail closed.
    this.#instant = Number.isNaN(instant) ? 0 : Math.min(this.#instant, instant)
    this.#onChange?.()
  }

  /** Says who is told of changes. */
  watch(onChange: () => void): void {
    this.#onChange = onChange
  }
}
