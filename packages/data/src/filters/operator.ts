import { eq, gt, gte, ilike, inArray, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** How a filter compares, as it stands in the brackets of its parameter: `priority[gte]=2`. */
export type FilterOperator =
  'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'contains' | 'startsWith' | 'null'

/** What an operator takes, and the condition that it makes. */
export interface OperatorRule {
  /** One value of the column, several, part of a text, or whether there is a value at all. */
  readonly takes: 'value' | 'values' | 'text' | 'flag'
  /** Said in the documents, after the name of the field. */
  readonly description: string
  readonly condition: (column: PgColumn, value: unknown) => SQL
}

/** Every operator: adding one is adding an entry. */
export const operatorRules: Readonly<Record<FilterOperator, OperatorRule>> = {
  eq: { takes: 'value', description: 'is this', condition: eq },
  // Rows without a value are not equal to one: `<>` alone would leave them out of both answers.
  ne: {
    takes: 'value',
    description: 'is not this',
    condition: (column, value) => sql`${column} is distinct from ${sql.param(value, column)}`,
  },
  lt: { takes: 'value', description: 'is less than this', condition: lt },
  lte: { takes: 'value', description: 'is at most this', condition: lte },
  gt: { takes: 'value', description: 'is more than this', condition: gt },
  gte: { takes: 'value', description: 'is at least this', condition: gte },
  in: {
    takes: 'values',
    description: 'is one of these',
    // The schema of the parameter is a list.
    condition: (column, values) => inArray(column, values as unknown[]),
  },
  contains: {
    takes: 'text',
    description: 'contains this text, in upper or lower case',
    condition: (column, text) => ilike(column, `%${asLiteral(text)}%`),
  },
  startsWith: {
    takes: 'text',
    description: 'starts with this text, in upper or lower case',
    condition: (column, text) => ilike(column, `${asLiteral(text)}%`),
  },
  null: {
    takes: 'flag',
    description: 'has no value (true), or has one (false)',
    condition: (column, isWanted) => (isWanted === true ? isNull(column) : isNotNull(column)),
  },
}

// In a pattern of LIKE these three mean something; a client that sends them means the characters.
function asLiteral(text: unknown): string {
  return String(text).replaceAll(/[\\%_]/g, String.raw`\$&`)
}
