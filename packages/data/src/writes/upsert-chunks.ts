import { getTableColumns, is } from 'drizzle-orm'
import { type PgColumn, type PgTable, PgUUID } from 'drizzle-orm/pg-core'

/** A row to be written, by the names of the table's fields. */
export type GivenRow = Readonly<Record<string, unknown>>

/** Rows that one statement can write: none has the key of another, and all give the same fields. */
export interface UpsertChunk {
  readonly rows: readonly GivenRow[]
  /** The fields that the rows give. */
  readonly fields: readonly string[]
}

// The protocol counts parameters in 16 bits; some are left for expressions. Statements of more rows are not faster.
const [mostParameters, mostRows] = [65_000, 1_000]

/**
 * Splits rows into statements, so that writing these one after another does what writing the rows one after another
 * would: a row whose key was seen before comes in a later statement, since `on conflict` touches a row once.
 */
export function upsertChunks(
  table: PgTable,
  rows: readonly GivenRow[],
  keyFields: readonly string[],
): readonly UpsertChunk[] {
  const columns = getTableColumns(table)
  const size = Math.max(1, Math.min(mostRows, Math.floor(mostParameters / Object.keys(columns).length)))
  const seen = new Map<string, number>()
  const rounds: Map<string, GivenRow[]>[] = []
  for (const row of rows) {
    const key = keyText(row, keyFields, columns)
    const round = key === undefined ? 0 : (seen.get(key) ?? 0)
    if (key !== undefined) seen.set(key, round + 1)
    addTo((rounds[round] ??= new Map()), row)
  }
  return rounds.flatMap((groups) =>
    [...groups].flatMap(([shape, group]) =>
      slices(group, size).map((rows) => ({ rows, fields: shape.split('\n') })),
    ),
  )
}

function addTo(groups: Map<string, GivenRow[]>, row: GivenRow): void {
  const shape = Object.keys(row)
    .filter((field) => row[field] !== undefined)
    .sort()
    .join('\n')
  const group = groups.get(shape)
  if (group === undefined) groups.set(shape, [row])
  else group.push(row)
}

// Rows without a value in their key are in nobody's way.
function keyText(
  row: GivenRow,
  fields: readonly string[],
  columns: Readonly<Record<string, PgColumn>>,
): string | undefined {
  const values = fields.map((field) => sameText(columns[field], row[field]))
  return values.includes(undefined) ? undefined : JSON.stringify(values)
}

function sameText(column: PgColumn | undefined, value: unknown): string | undefined {
  if (column === undefined || value === undefined || value === null) return undefined
  const text = String(column.mapToDriverValue(value))
  return is(column, PgUUID) ? text.toLowerCase() : text
}

function slices<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size))
}
