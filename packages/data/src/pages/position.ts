import { type SQL, sql } from 'drizzle-orm'
import { type Schema, schemaFrom } from 'vivace'
import type { KeyTexts } from './beyond.ts'
import type { FullSortKey } from './sort-key.ts'

/** What a cursor holds: the order of the list in the words of a client, and where the row stands in it. */
export type Position = readonly [sort: string, texts: KeyTexts]

/** The name of the field that `fields()` adds to a query. */
export const positionName = '~position'

/** What `fields()` adds to a query: a type of its own, because Drizzle takes no interfaces for fields. */
export type PositionField = Readonly<Record<typeof positionName, SQL.Aliased<string>>>

/** A row with where it stands. */
export interface Positioned {
  readonly [positionName]: string
}

/** The field that says where a row stands: the texts of its sort keys, as a list of JSON. */
export function positionField(keys: readonly FullSortKey[]): PositionField {
  const texts = sql.join(
    keys.map(({ column }) => sql`${column}::text`),
    sql`, `,
  )
  return { [positionName]: sql<string>`json_build_array(${texts})::text`.as('position') }
}

// With its quotes and the marks around it a cursor must not become longer than the 4,096 characters that are read.
const mostCharacters = 2_000

/** The schema of positions of lists that are sorted by so many keys at most. */
export const positionSchema: Schema<Position, Position> = schemaFrom<Position>({
  jsonSchema: { type: 'array' },
  validate: (value) =>
    isPosition(value) ? { value } : { issues: [{ message: 'Not a position, or one of too long values' }] },
})

function isPosition(value: unknown): value is Position {
  if (!Array.isArray(value) || value.length !== 2) return false
  const members: readonly unknown[] = value
  const [sort, texts] = members
  if (typeof sort !== 'string' || !Array.isArray(texts)) return false
  const areTexts = texts.every((text) => text === null || typeof text === 'string')
  return areTexts && JSON.stringify(value).length <= mostCharacters
}
