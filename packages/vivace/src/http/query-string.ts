import { HttpError } from '../errors/index.ts'
import { decodePercent } from './percent.ts'

const mostFields = 100

/**
 * The fields of a query string or an urlencoded form, each with every value that was sent.
 *
 *     parseQueryString('a=1&b=x+y&a=2')    // Map { 'a' => ['1', '2'], 'b' => ['x y'] }
 *
 * Throws 400 for malformed percent-encoding and for more than `most` fields, 100 if nothing is said.
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
export function parseQueryString(text: string, most: number = mostFields): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  let start = 0
  let count = 0
  while (start < text.length) {
    let end = text.indexOf('&', start)
    if (end === -1) end = text.length
    if (end > start) {
      if (++count > most) throw tooManyFields(most)
      addField(fields, text.slice(start, end))
    }
    start = end + 1
  }
  return fields
}

function addField(fields: Map<string, string[]>, field: string): void {
  const equals = field.indexOf('=')
  const name = decodeField(equals === -1 ? field : field.slice(0, equals))
  const value = equals === -1 ? '' : decodeField(field.slice(equals + 1))
  const values = fields.get(name)
  if (values === undefined) fields.set(name, [value])
  else values.push(value)
}

function decodeField(text: string): string {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text)
}

/**
 * More fields than are read: 400.
 *
 *     if (count > most) throw tooManyFields(most)
 */
export function tooManyFields(most: number): HttpError {
  return new HttpError(400, {
    code: 'too-many-parameters',
    title: 'Too many parameters',
    detail: `At most ${most} fields are read.`,
  })
}
