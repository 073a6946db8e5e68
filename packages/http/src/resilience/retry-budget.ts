/**
 * Bounds what retries add to the traffic of a host: a tenth of its calls, and ten in reserve.
 *
 *     budget.deposit()                  // for each call
 *     if (budget.withdraw()) retry()    // for each retry
 *
 * Without a bound every call to a host that is down becomes three, which is what keeps it down.
 */
export class RetryBudget {
  readonly #reserve: number
  readonly #share: number
  #balance: number

  constructor({ reserve = 10, share = 0.1 }: { readonly reserve?: number; readonly share?: number } = {}) {
    this.#reserve = reserve
    this.#share = share
    this.#balance = reserve
  }

  /** Counts a call. */
  deposit(): void {
    this.#balance = Math.min(this.#reserve, this.#balance + this.#share)
  }

  /** Whether there may be a retry; it is counted. */
  withdraw(): boolean {
    // Tenths add up to a whole but for the last bit.
    if (this.#balance < 1 - 1e-9) return false
    this.#balance -= 1
    return true
  }
}
