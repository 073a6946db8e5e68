import { is } from 'drizzle-orm'
import { PgColumn } from 'drizzle-orm/pg-core'

/** Whether a value is a column of a table, and not what is said of one. */
export function isColumn(value: unknown): value is PgColumn {
  return is(value, PgColumn)
}
