import type { PgDatabase, PgTransaction, PgTransactionConfig } from 'drizzle-orm/pg-core'
import type { Runner } from '../engine/engine.ts'
import type { QueryResultKind } from './query-result.ts'

/**
 * Drizzle's query builder over PostgreSQL or the embedded database. Each statement takes a connection for itself alone.
 *
 *     const [user] = await database.select().from(users).where(eq(users.id, id))
 *
 * A function that is to work in a transaction as well takes a `Database`, for a `Transaction` is one.
 */
export interface Database extends PgDatabase<QueryResultKind> {
  /** What runs statements that Drizzle has no words for, and streams. */
  readonly $client: Runner
  /**
   * Runs work in a transaction: committed when it returns, rolled back when it throws.
   *
   *     await database.transaction(async (transaction) => {
   *       await transaction.insert(orders).values(order)
   *     }, { isolationLevel: 'serializable' })
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    config?: PgTransactionConfig,
  ): Promise<Result>
}

/**
 * The same within a transaction. Its own `transaction()` is a savepoint: what throws in it undoes no more than itself.
 *
 *     await transaction.transaction((savepoint) => savepoint.insert(emails).values(row)).catch(ignoreTaken)
 */
export interface Transaction extends PgTransaction<QueryResultKind> {
  /** What runs statements that Drizzle has no words for, and streams. */
  readonly $client: Runner
  transaction<Result>(work: (savepoint: Transaction) => Promise<Result>): Promise<Result>
}
