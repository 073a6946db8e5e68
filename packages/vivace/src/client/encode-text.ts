/**
 * The texts of a value in a path, a query, a header or a form, as the server decodes them: one for a scalar, one for
 * each item of an array, and a date in ISO 8601.
 *
 *     textsOf('limit', 20)              // ['20']
 *     textsOf('tags', ['a', 'b'])       // ['a', 'b']
 *     textsOf('since', new Date(0))     // ['1970-01-01T00:00:00.000Z']
 *
 * Throws `TypeError` for what has no text: objects, `null`, arrays within arrays.
 */
export function textsOf(name: string, value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => textOf(name, item)) : [textOf(name, value)]
}

/** The text of one scalar. */
export function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  if (value instanceof Date) return value.toISOString()
  const what = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`
  throw new TypeError(
    `'${name}': text cannot carry ${what}. Leave it out, or give a text, a number or a date.`,
  )
}
