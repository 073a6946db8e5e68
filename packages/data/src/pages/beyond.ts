import { and, or, type SQL, sql } from 'drizzle-orm'
import type { FullSortKey } from './sort-key.ts'

/** Where a row stands in a list: the text of each of its sort keys, as PostgreSQL writes it. */
export type KeyTexts = readonly (string | null)[]

/**
 * The rows that come after a position, in the order of these keys. PostgreSQL reads the texts as the types of the
 * columns that they are compared with, so nothing is lost of them: a `Date` of JavaScript has no microseconds, and a
 * page that begins at one shows rows twice or not at all.
 */
export function beyond(keys: readonly FullSortKey[], position: KeyTexts): SQL {
  if (keys.every((key) => !key.hasNulls && key.descending === keys[0]?.descending))
    return beyondRow(keys, position)
  const steps = keys.map((key, at) => ({ key, text: position[at] ?? null }))
  const [first] = steps
  const exact = steps.reduceRight<SQL | undefined>(
    (rest, step) => or(after(step), rest === undefined ? undefined : and(same(step), rest)),
    undefined,
  )
  // What follows from the rest, said so that an index on the first column finds the beginning.
  const bound = first === undefined || first.key.hasNulls ? undefined : notBefore(first)
  return and(bound, exact) ?? sql`false`
}

interface Step {
  readonly key: FullSortKey
  readonly text: string | null
}

// One comparison of rows is what an index on all columns answers at once.
function beyondRow(keys: readonly FullSortKey[], position: KeyTexts): SQL {
  const columns = sql.join(
    keys.map(({ column }) => sql`${column}`),
    sql`, `,
  )
  const texts = sql.join(
    keys.map((_key, at) => sql`${position[at]}`),
    sql`, `,
  )
  return keys[0]?.descending === true ? sql`(${columns}) < (${texts})` : sql`(${columns}) > (${texts})`
}

function after({ key: { column, descending, nulls, hasNulls }, text }: Step): SQL | undefined {
  if (text === null) return nulls === 'first' ? sql`${column} is not null` : undefined
  const further = descending ? sql`${column} < ${text}` : sql`${column} > ${text}`
  return hasNulls && nulls === 'last' ? or(further, sql`${column} is null`) : further
}

function same({ key: { column }, text }: Step): SQL {
  return text === null ? sql`${column} is null` : sql`${column} = ${text}`
}

function notBefore({ key: { column, descending }, text }: Step): SQL {
  return descending ? sql`${column} <= ${text}` : sql`${column} >= ${text}`
}
