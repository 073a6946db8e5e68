import type { Pool, PoolClient } from 'pg'
import { DatabaseBusy, DatabaseUnavailable } from '../errors/database-errors.ts'
import type { PoolLimits } from './postgres-options.ts'
import { isRefusal } from './refusal.ts'

/** How long a connection may take to say that it is alive, in milliseconds. */
const pingTimeout = 1_000
/** After PostgreSQL has refused user, password or database, nobody asks again for so long, in milliseconds. */
const refusalPause = 1_000

/** What a pool is made of. */
export interface ConnectionPoolParts {
  readonly pool: Pool
  readonly limits: PoolLimits
  /** Is told when connections are to be had, and when they are not, with the reason. */
  readonly changed: (isUp: boolean, error?: unknown) => void
}

/** Connections that are alive when they are given out, and nobody waits for long. */
export class ConnectionPool {
  readonly #parts: ConnectionPoolParts
  /** Since when connections have nothing to do. */
  readonly #idleSince = new WeakMap<PoolClient, number>()
  /** A connection was found dead then: those that were idle already are as well. */
  #deadBefore = -Infinity
  #refusal: { readonly error: unknown; readonly until: number } | undefined = undefined
  /** Those that are given out. */
  readonly held: Set<PoolClient> = new Set()

  constructor(parts: ConnectionPoolParts) {
    this.#parts = parts
  }

  /** Throws `DatabaseBusy`, `DatabaseUnavailable`, or the reason of the signal. */
  async acquire(signal?: AbortSignal): Promise<PoolClient> {
    const until = performance.now() + this.#parts.limits.acquireTimeout
    for (;;) {
      signal?.throwIfAborted()
      const client = await this.#next(signal)
      if (await this.#isAlive(client)) {
        this.held.add(client)
        this.#parts.changed(true)
        return client
      }
      client.release(true)
      if (performance.now() >= until)
        throw this.#unavailable(new Error('The connections of the pool do not answer any more.'))
    }
  }

  release(client: PoolClient, broken: boolean): void {
    this.held.delete(client)
    this.#idleSince.set(client, performance.now())
    client.release(broken)
  }

  #next(signal: AbortSignal | undefined): Promise<PoolClient> {
    const refusal = this.#refusal
    if (refusal !== undefined && performance.now() < refusal.until)
      return Promise.reject(new DatabaseUnavailable({ cause: refusal.error }))
    const connecting = this.#parts.pool.connect().catch((error: unknown) => {
      throw this.#failed(error)
    })
    return signal === undefined ? connecting : orAborted(connecting, signal)
  }

  async #isAlive(client: PoolClient): Promise<boolean> {
    const since = this.#idleSince.get(client)
    if (since === undefined) return true
    if (since <= this.#deadBefore) return false
    if (performance.now() - since <= this.#parts.limits.prePing) return true
    if (await answers(client)) return true
    this.#deadBefore = performance.now()
    return false
  }

  #failed(error: unknown): Error {
    // `pg` has no code for it.
    if (error instanceof Error && error.message === 'timeout exceeded when trying to connect')
      return new DatabaseBusy({ cause: this.#busy() })
    if (isRefusal(error)) this.#refusal = { error, until: performance.now() + refusalPause }
    return this.#unavailable(error)
  }

  #unavailable(error: unknown): Error {
    this.#parts.changed(false, error)
    return new DatabaseUnavailable({ cause: error })
  }

  #busy(): Error {
    const { max, acquireTimeout } = this.#parts.limits
    return new Error(`All ${max} connections were busy for ${acquireTimeout} ms (pool.acquireTimeout).`)
  }
}

/** What comes when nobody waits for it any more goes back at once. */
function orAborted(connecting: Promise<PoolClient>, signal: AbortSignal): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as unknown) // whatever it was aborted with
    signal.addEventListener('abort', abort, { once: true })
    connecting
      .then((client) => {
        if (signal.aborted) client.release()
        else resolve(client)
      }, reject)
      .finally(() => signal.removeEventListener('abort', abort))
  })
}

async function answers(client: PoolClient): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), pingTimeout)
  })
  const answered = client.query('select 1').then(
    () => true,
    () => false,
  )
  return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer))
}
