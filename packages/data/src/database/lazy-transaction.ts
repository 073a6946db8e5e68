import type { Connection, Engine, Rows, Runner, RunOptions, Statement } from '../engine/engine.ts'
import { answeredError } from '../errors/answered-error.ts'
import { CommitUnknown, DatabaseUnavailable } from '../errors/database-errors.ts'
import { sqlStateOf } from '../errors/query-error.ts'
import { TransactionFailed } from '../errors/transaction-failed.ts'

const commit: Statement = { text: 'commit', values: [] }
const rollback: Statement = { text: 'rollback', values: [] }

/**
 * A transaction that begins with its first statement: who needs none holds no connection. What it runs reaches the engine as
 * it is; errors are those of the engine.
 */
export class LazyTransaction implements Runner {
  readonly #engine: Engine
  readonly #begin: Statement
  readonly #signal: AbortSignal | undefined
  #begun: Promise<Connection> | undefined = undefined
  /** The first error of a statement: unless a savepoint has undone it, PostgreSQL will roll back. */
  #failure: unknown = undefined
  #isOver = false

  constructor(engine: Engine, begin: string, signal?: AbortSignal) {
    this.#engine = engine
    this.#begin = { text: begin, values: [] }
    this.#signal = signal
  }

  async run(statement: Statement, options: RunOptions = {}): Promise<Rows> {
    try {
      const connection = await this.#connection()
      return await connection.run(statement, options)
    } catch (error) {
      this.#failure ??= error
      throw error
    }
  }

  async *stream(
    statement: Statement,
    options: RunOptions & { readonly batch?: number } = {},
  ): AsyncGenerator<Rows> {
    try {
      const connection = await this.#connection()
      yield* connection.stream(statement, options)
    } catch (error) {
      this.#failure ??= error
      throw error
    }
  }

  /** Throws `CommitUnknown`, what the database refuses at the end, and `TransactionFailed`. Nothing is open after it. */
  async commit(): Promise<void> {
    const connection = await this.#end().catch((error: unknown) => {
      throw answeredError(error, this.#begin)
    })
    if (connection === undefined) return
    try {
      this.#signal?.throwIfAborted()
      await this.#checkAlive(connection)
    } catch (error) {
      await undo(connection)
      throw error
    }
    await commitOn(connection)
  }

  /** Never rejects: a connection on which this fails is closed, and PostgreSQL rolls back what it was at. */
  async rollback(): Promise<void> {
    const connection = await this.#end().catch(() => undefined)
    if (connection !== undefined) await undo(connection)
  }

  #connection(): Promise<Connection> {
    if (this.#isOver) throw new Error('The transaction is over; it runs nothing any more.')
    this.#begun ??= this.#open()
    return this.#begun
  }

  async #open(): Promise<Connection> {
    const connection = await this.#engine.connect({ signal: this.#signal })
    try {
      await connection.run(this.#begin, { signal: this.#signal })
      return connection
    } catch (error) {
      connection.release(true)
      throw error
    }
  }

  /** The connection, for whoever ends the transaction; the next one gets none. */
  async #end(): Promise<Connection | undefined> {
    const begun = this.#begun
    this.#begun = undefined
    this.#isOver = true
    return begun
  }

  /** COMMIT answers no error in a transaction that has failed: it rolls back. */
  async #checkAlive(connection: Connection): Promise<void> {
    if (this.#failure === undefined) return
    try {
      await connection.run({ text: 'select 1', values: [] })
    } catch (error) {
      throw sqlStateOf(error) === '25P02'
        ? new TransactionFailed(this.#failure)
        : answeredError(error, commit)
    }
  }
}

async function commitOn(connection: Connection): Promise<void> {
  try {
    await connection.run(commit)
    connection.release()
  } catch (error) {
    connection.release(true)
    const answered = answeredError(error, commit)
    throw answered instanceof DatabaseUnavailable ? new CommitUnknown({ cause: error }) : answered
  }
}

async function undo(connection: Connection): Promise<void> {
  try {
    await connection.run(rollback)
    connection.release()
  } catch (error) {
    connection.release(error)
  }
}
