import { PreparedStatement } from '../database/prepared-statement.ts'

/** How rows are fetched. */
export interface StreamRowsOptions {
  /** How many rows are in memory at a time. 500 if absent. */
  readonly batch?: number
  /** Ends the query. */
  readonly signal?: AbortSignal
}

/** A query of Drizzle over a database of `defineDatabase()`. */
export interface StreamableQuery<out Row> extends PromiseLike<readonly Row[]> {
  prepare(name: string): unknown
}

/**
 * The rows of a query one after another, for results that are too many to keep: no more than one batch of them is in memory,
 * however slowly they are read, and leaving the loop ends the query.
 *
 *     app.get('/events', { inputs: { database }, returns: lines(Event) }, async function* ({ database }) {
 *       yield* streamRows(database.select().from(events).orderBy(events.id))
 *     })
 *
 * It holds a connection until the last row is read or the loop is left. Throws `TypeError` for queries of other databases.
 */
export async function* streamRows<Row>(
  query: StreamableQuery<Row>,
  options: StreamRowsOptions = {},
): AsyncGenerator<Row, void, void> {
  const statement = query.prepare('')
  if (!(statement instanceof PreparedStatement))
    throw new TypeError(
      'streamRows(): the query is none of a database of defineDatabase(). Take `database` or `transaction` of it.',
    )
  // Drizzle makes the same of a batch as of all rows.
  for await (const rows of statement.stream(options)) yield* rows as readonly Row[]
}
