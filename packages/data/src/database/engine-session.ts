import type { Query, SQL } from 'drizzle-orm'
import {
  type PgDialect,
  PgSession,
  type PgTransactionConfig,
  type PreparedQueryConfig,
  type SelectedFieldsOrdered,
} from 'drizzle-orm/pg-core'
import type { Runner } from '../engine/engine.ts'
import type { Transaction } from './database.ts'
import { PreparedStatement } from './prepared-statement.ts'
import type { QueryResult, QueryResultKind } from './query-result.ts'

/** Runs work in a transaction of the database, or in a savepoint of a transaction. */
export type Transact = <Result>(
  work: (transaction: Transaction) => Promise<Result>,
  config?: PgTransactionConfig,
) => Promise<Result>

/** What a session is made of. */
export interface EngineSessionParts {
  readonly dialect: PgDialect
  readonly runner: Runner
  readonly transact: Transact
}

/** Drizzle's way to a database, over a runner: the same for both engines, for the database and for a transaction. */
export class EngineSession extends PgSession<QueryResultKind> {
  readonly #parts: EngineSessionParts

  constructor(parts: EngineSessionParts) {
    super(parts.dialect)
    this.#parts = parts
  }

  // The parameters are Drizzle's.
  // eslint-disable-next-line @typescript-eslint/max-params
  override prepareQuery<Config extends PreparedQueryConfig = PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    name: string | undefined,
    isArrayMode: boolean,
    map?: (rows: unknown[][]) => Config['execute'],
  ): PreparedStatement<Config> {
    return new PreparedStatement(this.#parts.runner, { query, fields, name, isArrayMode, map })
  }

  override async all<Row = unknown>(query: SQL): Promise<Row[]> {
    const result = await this.execute<QueryResult<Row>>(query)
    return [...result.rows]
  }

  override async count(query: SQL): Promise<number> {
    const [row] = await this.all<{ readonly count: string }>(query)
    return Number(row?.count)
  }

  override transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    config?: PgTransactionConfig,
  ): Promise<Result> {
    return this.#parts.transact(work, config)
  }
}
