import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { isColumn } from '../columns/is-column.ts'

/** A column that a list is sorted by. */
export interface SortKey {
  readonly column: PgColumn
  /** Whether the greatest comes first. */
  readonly descending?: boolean
  /** Where rows without a value come; as PostgreSQL has it if absent: last, or first where it descends. */
  readonly nulls?: 'first' | 'last'
}

/** A sort key with all its members. */
export interface FullSortKey extends Required<SortKey> {
  /** Whether rows without a value can be there at all. */
  readonly hasNulls: boolean
}

/** A column, ascending, or a sort key, with what it leaves out. */
export function fullSortKey(key: PgColumn | SortKey): FullSortKey {
  const {
    column,
    descending = false,
    nulls = descending ? 'first' : 'last',
  } = isColumn(key) ? { column: key } : key
  return { column, descending, nulls, hasNulls: !column.notNull }
}

/** What Drizzle sorts by; said as briefly as PostgreSQL allows, so that a plain index serves it. */
export function orderOf({ column, descending, nulls, hasNulls }: FullSortKey): SQL {
  const direction = descending ? sql`${column} desc` : sql`${column} asc`
  if (!hasNulls || nulls === (descending ? 'first' : 'last')) return direction
  return nulls === 'first' ? sql`${direction} nulls first` : sql`${direction} nulls last`
}
