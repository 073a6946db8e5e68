import type { PgColumn } from 'drizzle-orm/pg-core'
import { boolean, integer, number, oneOf, pattern, text, type ValueKind } from './value-kind.ts'

/**
 * How the values of a column are sent; `undefined` for columns whose values are no single text, such as JSON.
 *
 *     columnKind(todos.priority, { maxLength: 200 })?.jsonSchema
 *     // { type: 'integer', minimum: -2147483648, maximum: 2147483647 }
 */
export function columnKind(
  column: PgColumn,
  { maxLength }: { readonly maxLength: number },
): ValueKind | undefined {
  if (column.dataType === 'array') return undefined
  if (column.enumValues !== undefined && column.enumValues.length > 0) return oneOf(column.enumValues)
  if (column.columnType in texts) return text(maxLength)
  return kinds.get(column.columnType)
}

/** Whether parts of a column's text can be asked for. */
export function isText(column: PgColumn): boolean {
  const isEnum = column.enumValues !== undefined && column.enumValues.length > 0
  return (column.columnType in texts || column.columnType === 'PgCustomColumn') && !isEnum
}

const texts: Readonly<Record<string, true>> = { PgText: true, PgVarchar: true, PgChar: true }

const date = /^\d{4}-\d{2}-\d{2}$/
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const decimal = /^[+-]?\d{1,100}(?:\.\d{1,100})?$/
const whole = /^[+-]?\d{1,19}$/

function isDay(text: string): boolean {
  const day = text.slice(0, 10)
  const time = Date.parse(day)
  // JavaScript takes 30 February for 1 March; years that PostgreSQL writes with BC are not asked for.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) && !day.startsWith('0000')
}

function isMoment(text: string): boolean {
  const time = Date.parse(text)
  const year = Number.isNaN(time) ? 0 : new Date(time).getUTCFullYear()
  return isDay(text) && year >= 1 && year <= 9999
}

const most64 = 2n ** 63n - 1n

function isInt64(text: string): boolean {
  const value = BigInt(text.replace(/^\+/, ''))
  return value <= most64 && value >= -most64 - 1n
}

const day = {
  matches: date,
  json: { format: 'date' },
  message: 'Must be a date, as 2026-01-31',
  holds: isDay,
}
const moment = {
  matches: dateTime,
  json: { format: 'date-time' },
  message: 'Must be a date and time with its offset, as 2026-01-31T12:00:00Z (RFC 3339)',
  holds: isMoment,
}
// The offset is worked out here: PostgreSQL would drop it for a timestamp without a time zone.
const utc = (text: string): string => new Date(text).toISOString()
const toDate = (text: string): Date => new Date(text)
const toBigInt = (text: string): bigint => BigInt(text.replace(/^\+/, ''))

const int16 = integer(-32_768, 32_767)
const int32 = integer(-2_147_483_648, 2_147_483_647)
const int53 = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
const int64 = pattern({
  matches: whole,
  json: { pattern: whole.source },
  message: 'Must be a whole number of 64 bits',
  holds: isInt64,
  toColumn: toBigInt,
})
const numeric = {
  matches: decimal,
  json: { pattern: decimal.source },
  message: 'Must be a decimal number',
}
// The largest `real`: what is larger PostgreSQL refuses, and so it does what is too small to be one.
const largestReal = 3.402_823_466_385_288_6e38

const kinds: ReadonlyMap<string, ValueKind> = new Map([
  ['PgUUID', pattern({ matches: uuid, json: { format: 'uuid' }, message: 'Must be a UUID' })],
  ['PgBoolean', boolean],
  ['PgSmallInt', int16],
  ['PgSmallSerial', int16],
  ['PgInteger', int32],
  ['PgSerial', int32],
  ['PgBigInt53', int53],
  ['PgBigSerial53', int53],
  ['PgBigInt64', int64],
  ['PgBigSerial64', int64],
  ['PgNumeric', pattern(numeric)],
  ['PgNumericNumber', number()],
  [
    'PgNumericBigInt',
    pattern({ ...numeric, matches: whole, json: { pattern: whole.source }, toColumn: toBigInt }),
  ],
  ['PgReal', { ...number(largestReal), toColumn: (value) => Math.fround(Number(value)) }],
  ['PgDoublePrecision', number()],
  ['PgTimestamp', pattern({ ...moment, toColumn: toDate })],
  ['PgTimestampString', pattern({ ...moment, toColumn: utc })],
  ['PgDate', pattern({ ...day, toColumn: toDate })],
  ['PgDateString', pattern(day)],
])
