import type { PgColumn } from 'drizzle-orm/pg-core'
import { type Schema, schemaFrom } from 'vivace'
import { isColumn } from '../columns/is-column.ts'
import { sortInvalid } from './check-sort.ts'
import { type FullSortKey, fullSortKey, type SortKey } from './sort-key.ts'

/** The fields that clients may sort by, by their names in the query. */
export type SortFields = Readonly<Record<string, PgColumn | Omit<SortKey, 'descending'>>>

/** What `-createdAt,title` means; `undefined` if it names what is not there, one thing twice, or too much. */
export function askedKeys(
  text: string,
  fields: SortFields,
  most: number,
): readonly FullSortKey[] | undefined {
  const asked = text.split(',').map((part) => {
    const descending = part.startsWith('-')
    return { name: descending ? part.slice(1) : part, descending }
  })
  if (asked.length > most || new Set(asked.map(({ name }) => name)).size < asked.length) return undefined
  const keys = asked.flatMap(({ name, descending }) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined) return []
    return [fullSortKey({ ...(isColumn(field) ? { column: field } : field), descending })]
  })
  return keys.length === asked.length ? keys : undefined
}

/** The schema of the parameter `sort`. Throws `DefinitionError` SORT_INVALID. */
export function sortSchema(
  fields: SortFields,
  { initial, maxFields }: { readonly initial: string; readonly maxFields: number },
): Schema<string | undefined, string> {
  const names = Object.keys(fields)
  const wrong = names.find((name) => !/^[A-Za-z][\w.]*$/.test(name))
  if (wrong !== undefined)
    throw sortInvalid(
      'sorting()',
      `'${wrong}' cannot stand in a query`,
      'begin with a letter, go on with letters, digits, _ and .',
    )
  const field = `-?(${names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})`
  const jsonSchema = {
    type: 'string',
    pattern: maxFields === 1 ? `^${field}$` : `^${field}(,${field}){0,${maxFields - 1}}$`,
    default: initial,
  }
  const message = `Must name at most ${maxFields} of ${names.join(', ')}, each once, separated by commas, with - before what descends`
  return schemaFrom<unknown>({
    jsonSchema,
    validate: (value = initial) =>
      typeof value === 'string' && askedKeys(value, fields, maxFields) !== undefined
        ? { value }
        : { issues: [{ message }] },
    // What it makes of nothing is a text as well: in and out differ in `undefined` alone.
  }) as Schema<string | undefined, string>
}
