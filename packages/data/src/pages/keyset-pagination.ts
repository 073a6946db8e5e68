import { and, getTableColumns, is, type SQL } from 'drizzle-orm'
import { type PgColumn, PgTable } from 'drizzle-orm/pg-core'
import {
  type CursorPage,
  type CursorPagination,
  cursorPagination,
  type CursorPaginationNeeds,
  type CursorPaginationOptions,
  type Dependency,
  dependency,
} from 'vivace'
import { beyond, type KeyTexts } from './beyond.ts'
import { notOurs, refusesText } from './foreign-cursor.ts'
import type { ListQuery } from './list-query.ts'
import {
  type Position,
  type PositionField,
  positionField,
  positionName,
  positionSchema,
  type Positioned,
} from './position.ts'
import type { SortKey } from './sort-key.ts'
import { fixedSorting, type Sorting } from './sorting.ts'

/** A page of a list that begins behind a row, and not behind a number of rows. */
export class KeysetPagination {
  /** How many items the page has at most. */
  readonly limit: number
  readonly #paging: CursorPagination<Position, Position>
  readonly #sorting: Sorting

  constructor(paging: CursorPagination<Position, Position>, sorting: Sorting) {
    if (paging.cursor !== undefined && !fits(paging.cursor, sorting)) throw notOurs()
    this.limit = paging.limit
    this.#paging = paging
    this.#sorting = sorting
  }

  /**
   * What the query selects: all columns of a table or those that are named, and where each row stands.
   *
   *     database.select(paging.fields(todos)).from(todos)
   *     database.select(paging.fields({ id: todos.id, owner: users.name })).from(todos).innerJoin(users, …)
   */
  fields<Table extends PgTable>(table: Table): Table['_']['columns'] & PositionField
  fields<Fields extends Readonly<Record<string, unknown>>>(fields: Fields): Fields & PositionField
  fields(from: PgTable | Readonly<Record<string, unknown>>): object {
    const columns = is(from, PgTable) ? getTableColumns(from) : from
    return { ...columns, ...positionField(this.#sorting.keys) }
  }

  /**
   * Asks for one row more than the page has, sorted, behind the cursor, and makes the answer of them.
   *
   *     return paging.page(database.select(paging.fields(todos)).from(todos), { where: eq(todos.ownerId, user.id) })
   *
   * `where` is the condition of the list. Throws 422 `validation-failed` for a cursor that is none of this list's.
   */
  async page<Row extends Positioned>(
    query: ListQuery<Row>,
    { where }: { readonly where?: SQL | undefined } = {},
  ): Promise<CursorPage<Omit<Row, keyof Positioned>>> {
    const rows = await this.#rows(query, where)
    const items = rows.slice(0, this.limit)
    const positions = items.map((row) => positionOf(row, this.#sorting))
    const next = rows.length > items.length ? positions.at(-1) : undefined
    return this.#paging.page(items.map(withoutPosition), next)
  }

  async #rows<Row>(query: ListQuery<Row>, where: SQL | undefined): Promise<readonly Row[]> {
    const { cursor } = this.#paging
    const after = cursor === undefined ? undefined : beyond(this.#sorting.keys, cursor[1])
    // Drizzle's queries are changed by their methods, which answer the same query with another type.
    query.where(and(where, after))
    query.orderBy(...this.#sorting.orderBy)
    query.limit(this.limit + 1)
    try {
      return await query
    } catch (error) {
      if (cursor !== undefined && refusesText(error)) throw notOurs()
      throw error
    }
  }
}

function fits([text, texts]: Position, { text: sort, keys }: Sorting): boolean {
  return text === sort && texts.length === keys.length
}

function positionOf(row: Partial<Positioned>, { text }: Sorting): Position {
  const texts = row[positionName]
  if (texts === undefined)
    throw new TypeError(
      'paging.page(): a row does not say where it stands. Select paging.fields(…) in the query.',
    )
  // PostgreSQL has written it: a list of texts and nulls.
  return [text, JSON.parse(texts) as KeyTexts]
}

function withoutPosition<Row extends Positioned>({
  [positionName]: _,
  ...item
}: Row): Omit<Row, keyof Positioned> {
  return item
}

/** What clients send of it: `?cursor=W10&limit=20`, and `sort` where they choose the order. */
export interface KeysetNeeds<Order> {
  readonly paging: Dependency<unknown, 'request', CursorPaginationNeeds>
  readonly order: Order
}

/**
 * Pages of a list in a database, each from where the one before has ended: `cursor` and `limit` of the query. What is
 * added or removed meanwhile moves no page, and the database skips nothing, however far a client reads.
 *
 *     const newest = keysetPagination([{ column: todos.createdAt, descending: true }, { column: todos.id, descending: true }])
 *     app.get('/todos', { inputs: { paging: newest, database }, returns: cursorPageOf(Todo) }, ({ paging, database }) =>
 *       paging.page(database.select(paging.fields(todos)).from(todos)))
 *
 * Instead of columns it takes a `sorting()`, with which clients choose the order; a cursor belongs to one. The last
 * column tells equal rows apart: without a unique one this throws `DefinitionError` SORT_INVALID. Also throws
 * PAGE_LIMIT_INVALID and SECRET_TOO_WEAK.
 */
export function keysetPagination<Needs = unknown>(
  order: readonly (PgColumn | SortKey)[] | Dependency<Sorting, 'request', Needs>,
  options: CursorPaginationOptions = {},
): Dependency<KeysetPagination, 'request', KeysetNeeds<Dependency<unknown, 'request', Needs>>> {
  const paging = cursorPagination(positionSchema, options)
  return dependency(
    { paging, order: sortingOf(order) },
    ({ paging, order }) => new KeysetPagination(paging, order),
  )
}

function sortingOf<Needs>(
  order: readonly (PgColumn | SortKey)[] | Dependency<Sorting, 'request', Needs>,
): Dependency<Sorting, 'request', Needs> {
  if ('~vivace' in order) return order
  const sorting = fixedSorting('keysetPagination()', order)
  // Clients send nothing for it, whatever `Needs` is here.
  return dependency({}, () => sorting) as Dependency<Sorting, 'request', Needs>
}
