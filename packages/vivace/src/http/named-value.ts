import { isToken } from './field.ts'

/** A name with a value, as parameters and preferences are: the name in lower case, the value without quotes. */
export type NamedValue = readonly [name: string, value: string]

/**
 * Reads `name`, `name=token` or `name="quoted"`; `undefined` for anything else. No value is the empty one.
 *
 *     parseNamedValue('Foo="a\\"b"')    // ['foo', 'a"b']
 */
export function parseNamedValue(text: string): NamedValue | undefined {
  const equals = text.indexOf('=')
  const name = (equals === -1 ? text : text.slice(0, equals)).trim().toLowerCase()
  const value = equals === -1 ? '' : wordOf(text.slice(equals + 1).trim())
  return isToken(name) && value !== undefined ? [name, value] : undefined
}

function wordOf(text: string): string | undefined {
  if (isToken(text)) return text
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return undefined
  return unescaped(text.slice(1, -1))
}

// A quote within has to be escaped, and the last character cannot be what escapes.
function unescaped(quoted: string): string | undefined {
  let value = ''
  for (let at = 0; at < quoted.length; at += 1) {
    const character = quoted[at]
    if (character === '"') return undefined
    if (character === '\\') at += 1
    if (at === quoted.length) return undefined
    value += quoted[at] ?? ''
  }
  return value
}
