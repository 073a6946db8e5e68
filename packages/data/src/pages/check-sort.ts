import { is } from 'drizzle-orm'
import { getTableConfig, type PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { DefinitionError } from 'vivace'
import type { FullSortKey } from './sort-key.ts'

/**
 * Whether no two rows can stand at the same place: the keys have all columns of a primary key, or of a unique
 * constraint none of which may be null.
 */
export function isTotalOrder(keys: readonly FullSortKey[]): boolean {
  const columns = new Set(keys.map(({ column }) => column))
  return keys.some(({ column }) => uniqueSets(column).some((set) => set.every((one) => columns.has(one))))
}

function uniqueSets(column: PgColumn): readonly (readonly PgColumn[])[] {
  const alone = column.primary || (column.isUnique && column.notNull) ? [[column]] : []
  if (!is(column.table, PgTable)) return alone
  const { primaryKeys, uniqueConstraints } = getTableConfig(column.table)
  const others = uniqueConstraints.filter(({ columns }) => columns.every(({ notNull }) => notNull))
  // The columns of these belong to the same table, whose type Drizzle does not say here.
  return [...alone, ...[...primaryKeys, ...others].map(({ columns }) => columns as PgColumn[])]
}

/** A sort that is declared wrongly. */
export function sortInvalid(where: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'SORT_INVALID', where, cause, remedy })
}
