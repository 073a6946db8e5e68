import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type Dependency, dependency, query, type Schema, type SentInput } from 'vivace'
import { askedKeys, type SortFields, sortSchema } from './asked-sort.ts'
import { isTotalOrder, sortInvalid } from './check-sort.ts'
import { type FullSortKey, fullSortKey, orderOf, type SortKey } from './sort-key.ts'

/** How a list is sorted. */
export interface Sorting {
  /** As a client would ask for it: `-createdAt,title`. */
  readonly text: string
  /** For `.orderBy(...sorting.orderBy)` of Drizzle: what was asked for, and what tells rows that are equal in it apart. */
  readonly orderBy: SQL[]
  /** The same as columns. */
  readonly keys: readonly FullSortKey[]
}

/** What clients may sort by. */
export interface SortingOptions {
  /** Used where a client asks for nothing, in the words of one: `-createdAt`. */
  readonly initial: string
  /** The columns that no two rows are equal in, mostly the primary key: the end of every order. */
  readonly unique: PgColumn | readonly PgColumn[]
  /** How many fields a client may name. 3 if absent. */
  readonly maxFields?: number
}

/** What clients send of it: `?sort=-createdAt,title`. */
export interface SortingNeeds {
  readonly sort: SentInput<string, Schema<string | undefined, string>>
}

/**
 * The order that a client asks for, by the fields that it may ask for, as the parameter `sort` of the query:
 * separated by commas, with `-` before those that descend (JSON:API, "Sorting").
 *
 *     const order = sorting({ createdAt: todos.createdAt, title: todos.title }, { initial: '-createdAt', unique: todos.id })
 *     app.get('/todos', { inputs: { order, database }, returns: z.array(Todo) }, ({ order, database }) =>
 *       database.select().from(todos).orderBy(...order.orderBy))
 *
 * Throws `DefinitionError` SORT_INVALID.
 */
export function sorting(
  fields: SortFields,
  options: SortingOptions,
): Dependency<Sorting, 'request', SortingNeeds> {
  const { initial, unique, maxFields = 3 } = options
  const names = Object.keys(fields).join(', ')
  const end = [unique].flat().map((column) => fullSortKey(column))
  if (!isTotalOrder(end))
    throw sortInvalid('sorting()', "'unique' does not tell rows apart", 'give the columns of the primary key')
  if (askedKeys(initial, fields, maxFields) === undefined)
    throw sortInvalid('sorting()', `'${initial}' is not what a client may sort by`, `name some of ${names}`)
  const sort = query(sortSchema(fields, { initial, maxFields }), {
    description: `What the list is sorted by: ${names}, separated by commas; with - before it, descending.`,
  })
  return dependency({ sort }, ({ sort }) => {
    const keys = withEnd(askedKeys(sort, fields, maxFields) ?? [], end)
    return { text: sort, keys, orderBy: keys.map(orderOf) }
  })
}

/** A sort that nobody can change. Throws `DefinitionError` SORT_INVALID where two rows could stand at the same place. */
export function fixedSorting(where: string, given: readonly (PgColumn | SortKey)[]): Sorting {
  const keys = given.map(fullSortKey)
  if (!isTotalOrder(keys))
    throw sortInvalid(
      where,
      'two rows can stand at the same place of this order',
      'end it with the primary key',
    )
  return { text: '', keys, orderBy: keys.map(orderOf) }
}

// The end goes the same way as the field before it: then one index serves both, read forwards or backwards.
function withEnd(keys: readonly FullSortKey[], end: readonly FullSortKey[]): readonly FullSortKey[] {
  if (isTotalOrder(keys)) return keys
  const descending = keys.at(-1)?.descending ?? false
  const named = new Set(keys.map(({ column }) => column))
  return [...keys, ...end.filter(({ column }) => !named.has(column)).map((key) => ({ ...key, descending }))]
}
