import { DatabaseBusy, DatabaseUnavailable } from '../errors/database-errors.ts'

/** Somebody who waits. */
interface Waiter {
  readonly go: () => void
  readonly fail: (error: unknown) => void
}

/**
 * Who may use the one connection: one after the other, in the order in which they came.
 *
 *     await turns.take(signal)
 *     turns.pass()
 */
export class Turns {
  readonly #timeout: number
  #waiting: Waiter[] = []
  /** Since when somebody has it, as `performance.now()` says. */
  #takenAt: number | undefined = undefined
  #isOver = false

  /** `timeout`: how long somebody waits at most, in milliseconds. */
  constructor(timeout: number) {
    this.#timeout = timeout
  }

  get isTaken(): boolean {
    return this.#takenAt !== undefined
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Rejects with `DatabaseBusy`, the reason of the signal, or `DatabaseUnavailable` once it is over. */
  async take(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (this.#isOver) throw closed()
    if (this.isTaken) await this.#wait(signal)
    this.#takenAt = performance.now()
  }

  /** Lets the next one have it. */
  pass(): void {
    const next = this.#waiting.shift()
    this.#takenAt = next === undefined ? undefined : performance.now()
    next?.go()
  }

  /** Nobody gets it any more. */
  end(): void {
    this.#isOver = true
    const waiting = this.#waiting
    this.#waiting = []
    for (const { fail } of waiting) fail(closed())
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        this.#waiting = this.#waiting.filter((each) => each !== waiter)
      }
      const settle = (settled: () => void): void => {
        leave()
        settled()
      }
      const waiter: Waiter = {
        go: () => settle(resolve),
        fail: (error) => settle(() => reject(error)),
      }
      const abort = (): void => waiter.fail(signal?.reason)
      const timer = setTimeout(() => waiter.fail(this.#busy()), this.#timeout)
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiting.push(waiter)
    })
  }

  #busy(): Error {
    const held = (performance.now() - (this.#takenAt ?? 0)).toFixed(0)
    return new DatabaseBusy({
      cause: new Error(
        `A query waited ${this.#timeout} ms (pool.acquireTimeout) for the one connection of the embedded database, which ` +
          `a transaction or a statement has held for ${held} ms. If the query is made while that transaction is open, by ` +
          'code that the transaction waits for, each waits for the other: use `transaction` for everything in it. If ' +
          'there is simply much to do, set DATABASE_URL and use PostgreSQL, which has more connections.',
      ),
    })
  }
}

const closed = (): Error => new DatabaseUnavailable({ cause: new Error('The database was closed.') })
