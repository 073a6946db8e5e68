import { decodePercent } from './percent.ts'
import { malformedForm } from './malformed-form.ts'
import { parseMediaType } from './media-type.ts'

/** What the header of one part of a multipart form says (RFC 7578, section 4). */
export interface PartHeader {
  /** The name of the form's field. */
  readonly name: string
  /** The file's name as it was sent; absent if the part is text. */
  readonly fileName?: string
  /** The media type that the client tells, without parameters; absent if it tells none. */
  readonly mediaType?: string
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const utf8Names: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii'])
const plainEncodings: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary'])

/**
 * Reads the header of a part: the lines between its delimiter and the empty line.
 *
 *     parsePartHeader(bytes('Content-Disposition: form-data; name="a"; filename="b.txt"'))
 *     // { name: 'a', fileName: 'b.txt' }
 *
 * Names are UTF-8, as browsers send them; `filename*` (RFC 8187), which forms should not have and some clients
 * send, counts before `filename`. Throws 400 `malformed-form`.
 */
export function parsePartHeader(block: Uint8Array): PartHeader {
  const lines = linesOf(block)
  const disposition = lines.get('content-disposition')
  if (disposition === undefined) throw malformedForm('A part of it has no Content-Disposition.')
  const encoding = lines.get('content-transfer-encoding')?.toLowerCase()
  if (encoding !== undefined && !plainEncodings.has(encoding))
    throw malformedForm('A part of it has a Content-Transfer-Encoding, which forms no longer have.')
  const parameters = parseDisposition(disposition)
  const name = parameters.get('name')
  if (name === undefined) throw malformedForm('A part of it has no name.')
  const extended = parameters.get('filename*')
  const fileName = extended === undefined ? parameters.get('filename') : decodeExtended(extended)
  const mediaType = mediaTypeOf(lines.get('content-type'), fileName !== undefined)
  return {
    name,
    ...(fileName === undefined ? {} : { fileName }),
    ...(mediaType === undefined ? {} : { mediaType }),
  }
}

function linesOf(block: Uint8Array): ReadonlyMap<string, string> {
  const lines = new Map<string, string>()
  for (const line of decode(block).split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase()
    if (name === '' || name.includes(' ')) throw malformedForm('A part of it has a malformed header.')
    if (lines.has(name)) throw malformedForm('A part of it has a header twice.')
    lines.set(name, line.slice(colon + 1).trim())
  }
  return lines
}

function decode(block: Uint8Array): string {
  try {
    return utf8.decode(block)
  } catch {
    throw malformedForm('The header of a part of it is not UTF-8.')
  }
}

// Of a file the type is what the client says, and is believed by nobody; text must be one that we can read.
function mediaTypeOf(header: string | undefined, isFile: boolean): string | undefined {
  if (header === undefined) return undefined
  const type = parseMediaType(header)
  const charset = type?.parameters.get('charset')?.toLowerCase()
  if (!isFile && charset !== undefined && !utf8Names.has(charset))
    throw malformedForm('A part of it is text in another charset than UTF-8.')
  return type?.essence
}

function parseDisposition(text: string): ReadonlyMap<string, string> {
  const type = text.split(';', 1)[0] ?? ''
  if (type.trim().toLowerCase() !== 'form-data') throw malformedForm('A part of it is not form-data.')
  const parameters = new Map<string, string>()
  let at = type.length
  while (at < text.length) {
    const { name, value, end } = readParameter(text, at + 1)
    if (name !== '') {
      if (parameters.has(name)) throw malformedForm('A part of it has a name twice.')
      parameters.set(name, value)
    }
    at = end
  }
  return parameters
}

interface Parameter {
  readonly name: string
  readonly value: string
  /** Where the next semicolon is. */
  readonly end: number
}

function readParameter(text: string, start: number): Parameter {
  const semicolon = indexOr(text.indexOf(';', start), text.length)
  const equals = text.indexOf('=', start)
  if (equals === -1 || equals > semicolon) {
    if (text.slice(start, semicolon).trim() !== '') throw malformedForm('A part of it has a malformed name.')
    return { name: '', value: '', end: semicolon }
  }
  const name = text.slice(start, equals).trim().toLowerCase()
  if (text[equals + 1] === '"') return { name, ...readQuoted(text, equals + 2) }
  return { name, value: text.slice(equals + 1, semicolon).trim(), end: semicolon }
}

// A backslash is one, as in the paths that old browsers send; only before a quotation mark it stands for more.
function readQuoted(text: string, start: number): Omit<Parameter, 'name'> {
  let close = text.indexOf('"', start)
  while (close > start && text[close - 1] === '\\') close = text.indexOf('"', close + 1)
  if (close === -1) throw malformedForm('A part of it has a name without an end.')
  const end = indexOr(text.indexOf(';', close), text.length)
  if (text.slice(close + 1, end).trim() !== '') throw malformedForm('A part of it has a malformed name.')
  return { value: unescapeName(text.slice(start, close)), end }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\"', '"'],
  ['%22', '"'],
  ['%0a', '\n'],
  ['%0d', '\r'],
])

/** @see https://html.spec.whatwg.org/#multipart-form-data */
function unescapeName(text: string): string {
  return text.replace(/\\"|%(?:22|0a|0d)/gi, (escape) => escapes.get(escape.toLowerCase()) ?? escape)
}

function decodeExtended(text: string): string {
  const [charset = '', , encoded] = text.split("'")
  if (encoded === undefined || charset.toLowerCase() !== 'utf-8')
    throw malformedForm('A part of it has a malformed filename*.')
  try {
    return decodePercent(encoded)
  } catch {
    throw malformedForm('A part of it has a malformed filename*.')
  }
}

function indexOr(index: number, otherwise: number): number {
  return index === -1 ? otherwise : index
}
