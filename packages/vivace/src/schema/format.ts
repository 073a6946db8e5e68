// Short forms of the grammars, enough to tell which keyword a library complained about; none backtracks.
const day = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`
const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`
const offset = String.raw`(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`

const grammars: ReadonlyMap<string, RegExp> = new Map([
  ['date', new RegExp(`^${day}$`)],
  ['time', new RegExp(`^${time}${offset}$`, 'i')],
  ['date-time', new RegExp(`^${day}[t ]${time}${offset}$`, 'i')],
  ['email', /^[^\s@"]+@[^\s@.]+(?:\.[^\s@.]+)+$/],
  ['uuid', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ['uri', /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i],
  ['ipv4', /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/],
  ['ipv6', /^[\da-f]*:[\da-f]*:[\da-f:]*(?:(?:\d{1,3}\.){3}\d{1,3})?$/i],
])

/**
 * Whether a text has a format; `undefined` for a format that is not known here.
 *
 *     hasFormat('2026-11-21', 'date')   // true
 *
 * It only finds the code of a failure: what is valid is the schema library's to say.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3
 */
export function hasFormat(text: string, format: string): boolean | undefined {
  return grammars.get(format)?.test(text)
}
