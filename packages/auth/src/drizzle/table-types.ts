import type { HasDefault, NotNull } from 'drizzle-orm'
import type { PgColumn, PgColumnBuilderBase, PgTableWithColumns } from 'drizzle-orm/pg-core'

// What Drizzle infers of a table cannot be written into a declaration file by hand. What matters of it can: the names of
// the columns, and what is read from them.

/**
 * A table with these rows; a column that may be null is one that may be left out.
 *
 *     TableOf<'teams', { id: string; motto: string | null }>   // its rows: { id: string; motto: string | null }
 */
export type TableOf<Name extends string, Row> = PgTableWithColumns<{
  name: Name
  schema: undefined
  columns: { [Column in keyof Row & string]: ColumnOf<Name, Column, Row[Column]> }
  dialect: 'pg'
}>

/** A column of a table. */
export type ColumnOf<Table extends string, Name extends string, Value> = PgColumn<{
  name: Name
  tableName: Table
  dataType: 'custom'
  columnType: string
  data: NonNullable<Value>
  driverParam: unknown
  notNull: null extends Value ? false : true
  hasDefault: false
  isPrimaryKey: false
  isAutoincrement: false
  hasRuntimeDefault: false
  enumValues: undefined
  identity: undefined
  generated: undefined
}>

/** A column that is to be in a table, with nothing by default. */
export type NewColumn<Name extends string, Value> = PgColumnBuilderBase<{
  name: Name
  dataType: 'custom'
  columnType: string
  data: NonNullable<Value>
  driverParam: unknown
  enumValues: undefined
}>

/** One that is never null and has a default. */
export type DefaultColumn<Name extends string, Value> = HasDefault<NotNull<NewColumn<Name, Value>>>
