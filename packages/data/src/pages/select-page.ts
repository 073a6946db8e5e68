import { type SQL, sql } from 'drizzle-orm'
import type { Page, Pagination } from 'vivace'
import type { ListQuery } from './list-query.ts'
import type { Sorting } from './sorting.ts'

/** What a page of a list is selected by. */
export interface SelectPageOptions<Row> {
  readonly paging: Pagination
  /** The columns and tables, without a condition, an order or a limit. */
  readonly query: ListQuery<Row>
  readonly where?: SQL | undefined
  /** How the list is sorted; two rows that are equal in it may stand on both pages or on none. */
  readonly order: Sorting
  /** Whether the answer says how many there are on all pages; `true` if absent. */
  readonly total?: boolean
}

/** What counts rows: the database or a transaction. */
export interface Counts {
  $count(source: SQL): PromiseLike<number>
}

/**
 * A page by number of rows, with the number of all.
 *
 *     app.get('/todos', { inputs: { paging, order, filter, database }, returns: pageOf(Todo) }, (given) =>
 *       selectPage(given.database, {
 *         ...given,
 *         query: given.database.select().from(todos),
 *         where: given.filter.where,
 *       }))
 *
 * Rows are counted in a statement of their own, and only where the page does not tell: the last one does. In a list that
 * changes at that moment the two may differ by what has changed.
 */
export async function selectPage<Row>(
  database: Counts,
  { paging, query, where, order, total: isCounted = true }: SelectPageOptions<Row>,
): Promise<Page<Row>> {
  const { skip, limit } = paging
  // Drizzle's queries are changed by their methods, which answer the same query with another type.
  query.where(where)
  const all = sql`(${query.getSQL()}) as "counted"`
  query.orderBy(...order.orderBy)
  query.limit(limit)
  query.offset(skip)
  const rows = await query
  if (!isCounted) return paging.page(rows)
  const endsHere = rows.length < limit && (rows.length > 0 || skip === 0)
  return paging.page(rows, { total: endsHere ? skip + rows.length : await database.$count(all) })
}
