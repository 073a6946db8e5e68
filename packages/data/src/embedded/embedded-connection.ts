import { type Client, DatabaseError, type QueryArrayResult } from 'pg'
import { streamByCursor } from '../engine/cursor.ts'
import type { Connection, Rows, RunOptions, Statement } from '../engine/engine.ts'
import { DatabaseUnavailable } from '../errors/database-errors.ts'

/** What ends whatever somebody may have left open or set, but for what the client has prepared. */
const reset =
  'rollback; close all; set session authorization default; reset all; unlisten *; ' +
  'select pg_advisory_unlock_all(); discard temp; discard sequences'

/** What a turn at the connection is made of. */
export interface EmbeddedConnectionParts {
  readonly client: Client
  /** Why the database answers nothing any more. */
  readonly failure: () => Error | undefined
  /** How long somebody waits for a statement, in milliseconds; 0 for ever. */
  readonly statementTimeout: number
  /** Called when nothing runs any more and nothing is open. */
  readonly released: () => void
}

/**
 * The one connection, for as long as somebody has it. A statement that runs cannot be ended: who does not want to wait for
 * it any longer is told so at once, and whoever comes next waits until it is over.
 */
export class EmbeddedConnection implements Connection {
  readonly #parts: EmbeddedConnectionParts
  /** The last of the statements that were asked for. */
  #last: Promise<unknown> = Promise.resolve()
  #running = 0
  #isReleased = false

  constructor(parts: EmbeddedConnectionParts) {
    this.#parts = parts
  }

  async run(statement: Statement, { signal }: RunOptions = {}): Promise<Rows> {
    if (this.#isReleased) throw new Error('The connection was given back; it runs nothing any more.')
    this.#running += 1
    const running = this.#last
      .then(() => this.#query(statement, signal))
      .finally(() => {
        this.#running -= 1
      })
    this.#last = running.catch(() => undefined)
    return this.#orTired(running, signal)
  }

  stream(statement: Statement, options: RunOptions & { readonly batch?: number } = {}): AsyncIterable<Rows> {
    return streamByCursor(this, statement, options)
  }

  release(broken?: unknown): void {
    if (this.#isReleased) return
    this.#isReleased = true
    const isDoubted = broken !== undefined && broken !== false
    if (this.#running === 0 && !isDoubted && this.#isIdle()) this.#parts.released()
    else void this.#clean(isDoubted)
  }

  async #query({ text, values }: Statement, signal: AbortSignal | undefined): Promise<Rows> {
    signal?.throwIfAborted()
    const { client, failure } = this.#parts
    try {
      return rowsOf(await client.query<unknown[], unknown[]>({ text, values: [...values], rowMode: 'array' }))
    } catch (error) {
      const cause = failure()
      throw cause === undefined ? error : new DatabaseUnavailable({ cause })
    }
  }

  /** Waits no longer than the signal and the time-out allow. */
  #orTired(running: Promise<Rows>, signal: AbortSignal | undefined): Promise<Rows> {
    const { statementTimeout } = this.#parts
    if (signal === undefined && statementTimeout === 0) return running
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        const reason: unknown = signal?.reason
        reject(reason)
      }
      const timer =
        statementTimeout === 0 ? undefined : setTimeout(() => reject(timedOut()), statementTimeout)
      signal?.addEventListener('abort', abort, { once: true })
      running.then(resolve, reject).finally(() => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
      })
    })
  }

  async #clean(isDoubted: boolean): Promise<void> {
    await this.#last
    try {
      if (isDoubted || !this.#isIdle()) await this.#parts.client.query(reset)
    } catch {
      // The thread is gone, which shows in the next statement.
    } finally {
      this.#parts.released()
    }
  }

  #isIdle(): boolean {
    return this.#parts.client.getTransactionStatus() === 'I'
  }
}

/** As PostgreSQL says it, which can end a statement. */
function timedOut(): DatabaseError {
  const error = new DatabaseError('canceling statement due to statement timeout', 0, 'error')
  error.code = '57014'
  error.severity = 'ERROR'
  return error
}

/** Of several statements in one text, without parameters, the last counts, as in psql. */
function rowsOf(result: QueryArrayResult<unknown[]>): Rows {
  const { fields, rows, rowCount } = [result].flat().at(-1) ?? result
  return { fields, rows, rowCount: rowCount ?? 0 }
}
