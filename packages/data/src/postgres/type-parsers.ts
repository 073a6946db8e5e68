import { type CustomTypesConfig, types } from 'pg'

/**
 * Types that Drizzle reads from their text: timestamp, timestamptz, date and interval, and arrays of numeric, timestamp,
 * timestamptz, interval and date. `pg` makes Dates of them, which have no microseconds and the zone of this machine.
 */
const asText = new Set([1114, 1184, 1082, 1186, 1231, 1115, 1185, 1187, 1182])

const keep = (text: string): string => text

/** How values are read: as Drizzle expects, the same in both engines. */
export const typeParsers: CustomTypesConfig = {
  // `pg` asks with a number and a format, and takes a function of a text.
  getTypeParser: ((type: number, format?: 'text'): unknown =>
    asText.has(type) ? keep : types.getTypeParser(type, format)) as CustomTypesConfig['getTypeParser'],
}
