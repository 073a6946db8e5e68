import {
  aliasedTableColumn,
  getTableColumns,
  type InferInsertModel,
  type InferSelectModel,
  type SQL,
  sql,
} from 'drizzle-orm'
import type {
  PgColumn,
  PgDatabase,
  PgInsertValue,
  PgQueryResultHKT,
  PgTable,
  PgUpdateSetSource,
} from 'drizzle-orm/pg-core'
import { type UpsertChunk, upsertChunks } from './upsert-chunks.ts'

/** Where rows go, how they are told apart, and what becomes of those that are there. */
export interface UpsertOptions<Table extends PgTable> {
  readonly into: Table
  /** The columns of a primary key or of a unique constraint: a row is there if it has the same values in all of them. */
  readonly key: PgColumn | readonly PgColumn[]
  /**
   * What is set in a row that is there: the values given, of all columns but those of the key, if absent; `excluded()`
   * says them in expressions. `'nothing'` leaves such rows as they are.
   */
  readonly update?: PgUpdateSetSource<Table> | 'nothing'
  /** Which of the rows that are there are updated; all if absent. */
  readonly where?: SQL
}

/** What has become of the rows that were given. */
export interface Upserted<Row> {
  /** Rows that were not there. */
  readonly inserted: readonly Row[]
  /** Rows that were there, as they are now. */
  readonly updated: readonly Row[]
  /** How many were left as they were, by `'nothing'` or `where`. */
  readonly unchanged: number
}

/** The database or a transaction. */
export type Writer = Pick<PgDatabase<PgQueryResultHKT>, 'insert'>

/**
 * Inserts rows, and updates those that are there already, in a few statements instead of one for each:
 * `insert … on conflict do update`.
 *
 *     const { inserted, updated } = await upsert(transaction, rows, {
 *       into: scans,
 *       key: [scans.deviceId, scans.scanId],
 *       update: { firstIn: sql`least(${scans.firstIn}, ${excluded(scans.firstIn)})` },
 *     })
 *
 * The result is that of upserting one row after another: a second row with the same key updates the first. Statements have
 * as many parameters as PostgreSQL allows, 65,535, or 1,000 rows; use a transaction, in which all of them happen or none.
 * Rejects with what inserting rejects with: a conflict with another constraint is a `UniqueViolation`.
 */
export async function upsert<Table extends PgTable>(
  writer: Writer,
  rows: readonly InferInsertModel<Table>[],
  options: UpsertOptions<Table>,
): Promise<Upserted<InferSelectModel<Table>>> {
  const inserted: InferSelectModel<Table>[] = []
  const updated: InferSelectModel<Table>[] = []
  for (const chunk of upsertChunks(options.into, rows, fieldsOf(options))) {
    for (const { [isNew]: wasInserted, ...row } of await write(writer, chunk, options)) {
      // The columns of the table, which is what its rows are.
      const written = row as InferSelectModel<Table>
      if (wasInserted) inserted.push(written)
      else updated.push(written)
    }
  }
  return { inserted, updated, unchanged: rows.length - inserted.length - updated.length }
}

/**
 * The value that was to be inserted, in an expression of `update`.
 *
 *     update: { stock: sql`${items.stock} + ${excluded(items.stock)}` }
 */
export function excluded<Column extends PgColumn>(column: Column): SQL<Column['_']['data']> {
  return sql`${aliasedTableColumn(column, 'excluded')}`
}

/** The name of the field that tells inserted rows from updated ones; no table has it. */
const isNew = '~new'

interface Written {
  readonly [isNew]: boolean
  readonly [field: string]: unknown
}

async function write<Table extends PgTable>(
  writer: Writer,
  chunk: UpsertChunk,
  options: UpsertOptions<Table>,
): Promise<readonly Written[]> {
  const { into, key, where } = options
  const target = [key].flat()
  const set = setOf(chunk, options)
  // They are the rows that were given, in other groups.
  const insert = writer.insert(into).values([...chunk.rows] as PgInsertValue<Table>[])
  const query =
    set === undefined
      ? insert.onConflictDoNothing({ target })
      : insert.onConflictDoUpdate({ target, set, ...(where === undefined ? {} : { setWhere: where }) })
  // A row that this statement has made was never changed or locked: no transaction has ended it.
  const fields = { ...getTableColumns(into), [isNew]: sql<boolean>`(xmax = 0)` }
  // Drizzle cannot tell the rows of a table that is not known yet.
  return (await query.returning(fields)) as unknown as readonly Written[]
}

// Rows of one chunk give the same fields.
function setOf<Table extends PgTable>(
  { fields }: UpsertChunk,
  options: UpsertOptions<Table>,
): PgUpdateSetSource<Table> | undefined {
  const { into, update } = options
  if (update === 'nothing') return undefined
  if (update !== undefined) return update
  const columns: Readonly<Record<string, PgColumn>> = getTableColumns(into)
  const keys = new Set(fieldsOf(options))
  const set = fields.flatMap((field) => {
    const column = columns[field]
    return column === undefined || keys.has(field) ? [] : [[field, excluded(column)] as const]
  })
  // Fields of the table, each with an expression.
  return set.length === 0 ? undefined : (Object.fromEntries(set) as PgUpdateSetSource<Table>)
}

function fieldsOf({ into, key }: Pick<UpsertOptions<PgTable>, 'into' | 'key'>): readonly string[] {
  const columns = Object.entries(getTableColumns(into))
  return [key].flat().map((column) => {
    const found = columns.find(([, one]) => one === column)
    if (found !== undefined) return found[0]
    throw new TypeError(
      `upsert(): the key '${column.name}' is no column of the table. Name columns of the table itself.`,
    )
  })
}
