/**
 * A statement that the database refused for a reason of ours: a mistake in the SQL, a missing table, a NULL where none may
 * be. It is answered as 500; the `cause` is the database's own error, with its SQLSTATE as `code`.
 *
 *     catch (error) {
 *       if (error instanceof QueryError && error.code === '42P01') …    // there is no such table
 *     }
 *
 * Its message has the statement without its parameters: those are data of people, and messages are logged.
 */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  /** The SQLSTATE. */
  readonly code: string | undefined
  /** The SQL, with `$1`, `$2` where its parameters go. */
  readonly query: string

  constructor(query: string, cause: unknown) {
    super(`The database refused a statement: ${reasonOf(cause)}\n${query}`, { cause })
    this.query = query
    this.code = sqlStateOf(cause)
  }
}

/**
 * The SQLSTATE of an error of the database: five digits and capital letters.
 *
 *     sqlStateOf(error)    // '23505'
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  // 'EPIPE' has five capital letters too. Those of PostgreSQL come with a severity.
  return /^[0-9A-Z]{5}$/.test(error.code) && 'severity' in error ? error.code : undefined
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
