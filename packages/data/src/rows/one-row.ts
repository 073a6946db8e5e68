/**
 * The one row of a query.
 *
 *     const added = await oneRow(transaction.insert(todos).values(todo).returning())
 *
 * Throws `RangeError` if there is none or more than one: for statements of which that would be a mistake. Of a query that
 * may find nothing, take the first: `const [todo] = await …`.
 */
export async function oneRow<Row>(query: PromiseLike<readonly Row[]>): Promise<Row> {
  const [row, ...others] = await query
  if (row !== undefined && others.length === 0) return row
  throw new RangeError(`A query was to give one row, and gave ${row === undefined ? 'none' : 'more'}.`)
}
