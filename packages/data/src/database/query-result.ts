import type { PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Rows } from '../engine/engine.ts'

/** What `database.execute(sql)` and writes without `returning()` give. */
export interface QueryResult<Row = Readonly<Record<string, unknown>>> {
  readonly rows: readonly Row[]
  /** How many rows were found or changed. */
  readonly rowCount: number
}

/** Tells Drizzle's types that its results are `QueryResult`s. */
export interface QueryResultKind extends PgQueryResultHKT {
  type: QueryResult<this['row']>
}

/** Rows as objects, by the names of their columns. */
export function queryResultOf({ fields, rows, rowCount }: Rows): QueryResult {
  const names = fields.map((field) => field.name)
  const objects = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])))
  return { rows: objects, rowCount }
}
