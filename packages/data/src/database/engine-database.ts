import { PgDatabase, type PgDialect, type PgTransactionConfig } from 'drizzle-orm/pg-core'
import type { Engine, Rows, Runner } from '../engine/engine.ts'
import { beginText } from './begin-text.ts'
import type { Database, Transaction } from './database.ts'
import { EngineSession } from './engine-session.ts'
import { EngineTransaction } from './engine-transaction.ts'
import { LazyTransaction } from './lazy-transaction.ts'
import { holding, refuseOutside } from './one-connection.ts'
import type { QueryResultKind } from './query-result.ts'
import { StatementRunner, type StatementRunnerOptions } from './statement-runner.ts'

/** What a database is made of. */
export interface EngineDatabaseParts extends StatementRunnerOptions {
  readonly engine: Engine
  readonly dialect: PgDialect
}

/** Drizzle over an engine. */
export class EngineDatabase extends PgDatabase<QueryResultKind> implements Database {
  readonly $client: Runner
  readonly #parts: EngineDatabaseParts

  constructor(parts: EngineDatabaseParts) {
    const runner = new StatementRunner(guarded(parts.engine), parts)
    super(
      parts.dialect,
      new EngineSession({
        dialect: parts.dialect,
        runner,
        transact: (work, config) => this.transaction(work, config),
      }),
      undefined,
    )
    this.$client = runner
    this.#parts = parts
  }

  /** What `defineDatabase()` has made. */
  static of(database: Database): EngineDatabase {
    if (database instanceof EngineDatabase) return database
    throw new TypeError('This is no database of defineDatabase().')
  }

  /** The same, with statements that a signal ends. */
  endedBy(signal: AbortSignal): EngineDatabase {
    return new EngineDatabase({ ...this.#parts, signal })
  }

  /** A transaction that begins with its first statement; whoever asks for it ends it. */
  begin(config?: PgTransactionConfig): { readonly transaction: Transaction; readonly end: LazyTransaction } {
    const { engine, dialect, signal } = this.#parts
    const end = new LazyTransaction(engine, beginText(config), signal)
    return { transaction: new EngineTransaction(dialect, new StatementRunner(end, this.#parts)), end }
  }

  override async transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    config?: PgTransactionConfig,
  ): Promise<Result> {
    const { engine } = this.#parts
    refuseOutside(engine)
    const { transaction, end } = this.begin(config)
    try {
      const result = await holding(engine, () => work(transaction))
      await end.commit()
      return result
    } catch (error) {
      await end.rollback()
      throw error
    }
  }
}

/** An engine that is not queried past a transaction that has its only connection. */
function guarded(engine: Engine): Runner {
  return {
    run: async (statement, options) => {
      refuseOutside(engine)
      return engine.run(statement, options)
    },
    stream: async function* (statement, options): AsyncGenerator<Rows> {
      refuseOutside(engine)
      yield* engine.stream(statement, options)
    },
  }
}

/**
 * A database whose statements are ended when a signal aborts: when the client of a request has left, or its time is up.
 *
 *     ({ database, signal }) => withSignal(database, signal).select().from(events)
 *
 * They reject with the reason of the signal. The `transaction` of a request is ended by the request's signal anyway.
 * On the embedded database nobody waits for them any more, but they run to their end.
 */
export function withSignal(database: Database, signal: AbortSignal): Database {
  return EngineDatabase.of(database).endedBy(signal)
}
