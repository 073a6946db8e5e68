/**
 * Bounds what retries add to the traffic of a host: a tenth of its calls. The first ten are lent, and paid back by the
 * calls that follow, so that the first call of all can be retried as well.
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
  #owed: number

  constructor({ reserve = 10, share = 0.1 }: { readonly reserve?: number; readonly share?: number } = {}) {
    this.#reserve = reserve
    this.#share = share
    this.#balance = reserve
    this.#owed = reserve
  }

  /** Counts a call. */
  deposit(): void {
    // Tenths add up to a whole but for the last bit, here and below.
    if (this.#owed > 1e-9) this.#owed -= this.#share
    else this.#balance = Math.min(this.#reserve, this.#balance + this.#share)
  }

  /** Whether there may be a retry; it is counted. */
  withdraw(): boolean {
    if (this.#balance < 1 - 1e-9) return false
    this.#balance -= 1
    return true
  }
}
