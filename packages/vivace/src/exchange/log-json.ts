import type { LogFields } from './logger.ts'

/** More than these, and a log line is a memory dump: a whole request object logged by mistake. */
const maxDepth = 8
const maxValues = 1_000
const maxText = 16_384

/** A longer text in a list is no name of a header. */
const maxName = 64

/** What is not to be read in a log. */
export interface LogRedaction {
  /** Whether the value under a name is hidden, at any depth. */
  readonly hidesName: (name: string) => boolean
  /** Whether the value at a path is hidden: names from the outermost on, `*` for every place in a list. */
  readonly hidesPath?: ((path: readonly string[]) => boolean) | undefined
  /** A text as it may be shown. */
  readonly showText?: ((text: string) => string) | undefined
}

/** One line in the making. */
interface Line extends LogRedaction {
  /** The names that lead to the value at hand, kept where somebody asks for paths. */
  readonly path: string[]
  /** The objects that the value at hand is in, outermost first. */
  readonly above: object[]
  /** How many values may still be written. */
  left: number
}

/** The names that every line has; a field of the same name becomes `fields.level`. */
const reserved: ReadonlySet<string> = new Set(['timestamp', 'level', 'message'])

/**
 * The fields of a log line as members of a JSON object, each with a comma before it. Later records win.
 * It never throws: what cannot be read, is circular, or too much is named as such in its place.
 *
 *     logJson([{ user: 1 }, { password: 'hunter2' }], { hidesName: secretNames() })
 *     // ,"user":1,"password":"[redacted]"
 */
export function logJson(records: readonly LogFields[], redaction: LogRedaction): string {
  const { hidesName, hidesPath, showText } = redaction
  const line: Line = { hidesName, hidesPath, showText, path: [], above: [], left: maxValues }
  let json = ''
  for (const [at, record] of records.entries()) {
    for (const name of Object.keys(record)) {
      if (records.some((later, place) => place > at && Object.hasOwn(later, name))) continue
      const member = memberJson(reserved.has(name) ? `fields.${name}` : name, () => record[name], line)
      if (member !== undefined) json += `,${member}`
    }
  }
  return json
}

/** Texts that JSON quotes as they are, nearly all: seeing that first takes a line from 5.6 to 1.6 microseconds. */
const plainText = /^[ !#-[\]-~]*$/

/**
 * A text as JSON that no reader splits: C1 controls and Unicode's line ends are escaped as well. What is very long is
 * cut.
 *
 *     textJson('a\nb')    // "a\\nb", in quotes
 */
export function textJson(text: string, showText: (text: string) => string = (shown) => shown): string {
  const cut =
    text.length <= maxText
      ? showText(text)
      : `${showText(text.slice(0, maxText))}… (${text.length - maxText} more)`
  if (plainText.test(cut)) return `"${cut}"`
  return JSON.stringify(cut).replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function memberJson(name: string, read: () => unknown, line: Line): string | undefined {
  if (line.hidesPath === undefined) return shownMember(name, readJson(read, line), line)
  line.path.push(name)
  const json = line.hidesPath(line.path) ? '"[redacted]"' : readJson(read, line)
  line.path.pop()
  return shownMember(name, json, line)
}

function shownMember(name: string, json: string | undefined, line: Line): string | undefined {
  if (json === undefined) return undefined
  return `${textJson(name)}:${line.hidesName(name) && !tellsNothing(name, json) ? '"[redacted]"' : json}`
}

/** Whether a value is no secret although its name is: `hasPassword` is true, `prompt_tokens` are 512. */
function tellsNothing(name: string, json: string): boolean {
  return json === 'null' || json === 'true' || json === 'false' || (/token/i.test(name) && /^\d+$/.test(json))
}

function readJson(read: () => unknown, line: Line): string | undefined {
  try {
    return valueJson(read(), line)
  } catch {
    return '"[unreadable]"'
  }
}

/** `undefined` for what JSON has no word for. */
function valueJson(value: unknown, line: Line): string | undefined {
  line.left--
  switch (typeof value) {
    case 'string':
      return textJson(value, line.showText)
    case 'number':
      return Number.isFinite(value) ? numberJson(value, line) : `"${value}"`
    case 'boolean':
      return String(value)
    case 'bigint':
      return `"${value}"`
    case 'object':
      return value === null ? 'null' : objectJson(value, line)
    case 'undefined':
    case 'function':
    case 'symbol':
      return undefined
  }
}

/** From 14 digits on a number may be one of a card or an account. */
function numberJson(value: number, { showText }: Line): string {
  const digits = String(value)
  if (showText === undefined || digits.length < 14) return digits
  const shown = showText(digits)
  return shown === digits ? digits : textJson(shown)
}

function objectJson(value: object, line: Line): string | undefined {
  if (line.above.includes(value)) return '"[circular]"'
  if (line.above.length === maxDepth) return '"[too deep]"'
  const depth = line.path.length
  line.above.push(value)
  try {
    const plain = plainOf(value)
    if (typeof plain !== 'object' || plain === null) return valueJson(plain, line)
    return Array.isArray(plain) ? listJson(plain, line) : recordJson(plain, line)
  } finally {
    line.above.pop()
    // Shorter again also where a list threw while it was read.
    line.path.length = depth
  }
}

/** What an object is written as: errors, maps and sets hold what `Object.keys` does not show. */
function plainOf(value: object): unknown {
  if (value instanceof Error) return plainError(value)
  if ('toJSON' in value && typeof value.toJSON === 'function') return Reflect.apply(value.toJSON, value, [])
  if (value instanceof Map) return Object.fromEntries(value)
  if (value instanceof Set) return [...value]
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  return value
}

function plainError(error: Error): object {
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return {
    name,
    message,
    code,
    stack,
    cause,
    errors: error instanceof AggregateError ? error.errors : undefined,
  }
}

function recordJson(record: object, line: Line): string {
  const members: string[] = []
  for (const name of Object.keys(record)) {
    if (line.left <= 0) return `{${[...members, '"…":"[too much]"'].join()}}`
    const member = memberJson(name, () => Reflect.get(record, name), line)
    if (member !== undefined) members.push(member)
  }
  return `{${members.join()}}`
}

/** Headers are kept as lists: what follows the name of a secret is taken for its value. */
function listJson(list: readonly unknown[], line: Line): string {
  const items: string[] = []
  let afterSecret = false
  line.path.push('*')
  const isHidden = line.hidesPath?.(line.path) === true
  for (const item of list) {
    if (line.left <= 0) {
      items.push('"[too much]"')
      break
    }
    items.push(afterSecret || isHidden ? '"[redacted]"' : (readJson(() => item, line) ?? 'null'))
    afterSecret = typeof item === 'string' && item.length <= maxName && line.hidesName(item)
  }
  line.path.pop()
  return `[${items.join()}]`
}
