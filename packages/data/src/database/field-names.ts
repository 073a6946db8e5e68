import { type Casing, getTableColumns, getTableName, is } from 'drizzle-orm'
import { toCamelCase, toSnakeCase } from 'drizzle-orm/casing'
import { PgTable } from 'drizzle-orm/pg-core'

/**
 * What the app calls the columns of its tables, for errors: clients know the names of fields.
 *
 *     fieldNames({ users })('users', 'created_at')    // 'createdAt'
 *
 * A column that the schema does not have keeps its name.
 */
export function fieldNames(
  schema: Readonly<Record<string, unknown>>,
  casing?: Casing,
): (table: string, column: string) => string {
  const names = new Map<string, string>()
  for (const table of Object.values(schema)) {
    if (!is(table, PgTable)) continue
    for (const [field, column] of Object.entries(getTableColumns(table)))
      names.set(`${getTableName(table)}.${columnName(field, column, casing)}`, field)
  }
  return (table, column) => names.get(`${table}.${column}`) ?? column
}

function columnName(
  field: string,
  column: { readonly name: string; readonly keyAsName: boolean },
  casing: Casing | undefined,
): string {
  if (!column.keyAsName || casing === undefined) return column.name
  return casing === 'snake_case' ? toSnakeCase(field) : toCamelCase(field)
}
