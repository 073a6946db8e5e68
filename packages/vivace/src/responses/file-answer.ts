import type { HttpError } from '../errors/index.ts'
import { Answer, type Exchange, type OpenFile } from '../exchange/index.ts'
import { type ByteRange, parseByteRanges } from '../http/byte-range.ts'
import { formatHttpDate } from '../http/http-date.ts'
import { PreconditionFailed, RangeNotSatisfiable } from '../http/precondition-errors.ts'
import { evaluatePreconditions, rangeApplies } from '../http/preconditions.ts'
import { type FilePart, FileStream, readFileParts } from './file-stream.ts'

/** What an answer says of a file that the file itself does not tell. */
export interface FileFacts {
  readonly mediaType: string
  /** The entity tag, if it is not the file's own. */
  readonly etag?: string | undefined
  /** Headers of every answer, flat: caching, variants. */
  readonly headers: readonly string[]
  /** Headers of the answers that have a body, flat: codings, the name to save it under. */
  readonly bodyHeaders: readonly string[]
  readonly status?: number
}

/** A body that is no longer than this is read at once, and the file closed before the answer leaves. */
const atOnce = 65_536

/** An answer with a file in it, closed as soon as nobody needs it any more. */
interface FileSending extends FileFacts {
  readonly exchange: Exchange
  readonly file: OpenFile
  readonly etag: string
}

/**
 * The answer that a file makes: whole or in ranges, 304 if the client has it, without its bytes for HEAD. The
 * file is closed when the answer has left, or nobody wants it.
 *
 *     return answerFile(exchange, file, { mediaType: 'image/png', headers: [], bodyHeaders: [] })
 *
 * Rejects with 412 and 416.
 */
export async function answerFile(exchange: Exchange, file: OpenFile, facts: FileFacts): Promise<Answer> {
  try {
    return await answerOpenFile({ ...facts, exchange, file, etag: facts.etag ?? file.etag })
  } catch (error) {
    await file.close()
    throw error
  }
}

async function answerOpenFile(sending: FileSending): Promise<Answer> {
  const { exchange, file, etag, status = 200 } = sending
  // Conditions and ranges are of what GET answers (RFC 9110, sections 13.1 and 14.2).
  const isRead = status === 200 && (exchange.method === 'GET' || exchange.method === 'HEAD')
  if (!isRead) return answerWhole(sending, status)
  const verdict = evaluatePreconditions(exchange, { etag, lastModified: file.lastModified })
  if (verdict === 'failed')
    throw new PreconditionFailed({ detail: 'The file is not in the state that the request names.' })
  if (verdict === 'not-modified') {
    await file.close()
    return new Answer(304, validatorsOf(sending), null)
  }
  const ranges = rangesOf(sending)
  if (ranges === undefined) return answerWhole(sending, status)
  const [only] = ranges
  if (only === undefined) throw rangeNotSatisfiable(file.size)
  return ranges.length === 1 ? answerPart(sending, only) : answerParts(sending, ranges)
}

function rangesOf({ exchange, file, etag }: FileSending): readonly ByteRange[] | undefined {
  const header = exchange.header('range')
  // An empty file has no part that could be asked for, and is sent whole for what it is.
  if (header === undefined || exchange.method !== 'GET' || file.size === 0) return undefined
  const applies = rangeApplies(exchange, { etag, lastModified: file.lastModified })
  return applies ? parseByteRanges(header, file.size) : undefined
}

function answerWhole(sending: FileSending, status: number): Promise<Answer> {
  const { mediaType, file } = sending
  const headers = ['content-type', mediaType, ...acceptRanges(sending)]
  return answerBody(sending, { status, headers, parts: wholeOf(file) })
}

function acceptRanges({ exchange }: FileSending): readonly string[] {
  return exchange.method === 'GET' || exchange.method === 'HEAD' ? ['accept-ranges', 'bytes'] : []
}

function wholeOf({ size }: OpenFile): readonly FilePart[] {
  return size === 0 ? [] : [{ first: 0, last: size - 1 }]
}

function answerPart(sending: FileSending, range: ByteRange): Promise<Answer> {
  const headers = ['content-type', sending.mediaType, 'content-range', contentRange(range, sending.file.size)]
  return answerBody(sending, { status: 206, headers, parts: [range] })
}

/** Several ranges are the parts of a multipart body (RFC 9110, section 14.6). */
function answerParts(sending: FileSending, ranges: readonly ByteRange[]): Promise<Answer> {
  // No file can be made to hold it: it is another one for each answer.
  const boundary = crypto.randomUUID()
  const encoder = new TextEncoder()
  const parts = ranges.flatMap((range) => [
    encoder.encode(
      `\r\n--${boundary}\r\ncontent-type: ${sending.mediaType}\r\n` +
        `content-range: ${contentRange(range, sending.file.size)}\r\n\r\n`,
    ),
    range,
  ])
  const headers = ['content-type', `multipart/byteranges; boundary=${boundary}`]
  const end = encoder.encode(`\r\n--${boundary}--\r\n`)
  return answerBody(sending, { status: 206, headers, parts: [...parts, end] })
}

interface Body {
  readonly status: number
  readonly headers: readonly string[]
  readonly parts: readonly FilePart[]
}

async function answerBody(sending: FileSending, { status, headers, parts }: Body): Promise<Answer> {
  const { exchange, file, bodyHeaders } = sending
  const length = parts.reduce((total, part) => total + lengthOf(part), 0)
  const all = [...headers, ...validatorsOf(sending), ...bodyHeaders, 'content-length', String(length)]
  if (exchange.method === 'HEAD') {
    await file.close()
    return new Answer(status, all, null)
  }
  if (length <= atOnce) return new Answer(status, all, await readFileParts(file, parts))
  const stream = new FileStream(file, parts)
  // Middleware may answer something else, and then nobody reads the stream.
  exchange.after(() => stream.return())
  return new Answer(status, all, stream)
}

function validatorsOf({ etag, file, headers }: FileSending): string[] {
  return ['etag', etag, 'last-modified', formatHttpDate(file.lastModified), ...headers]
}

function lengthOf(part: FilePart): number {
  return part instanceof Uint8Array ? part.length : part.last - part.first + 1
}

function contentRange({ first, last }: ByteRange, size: number): string {
  return `bytes ${first}-${last}/${size}`
}

function rangeNotSatisfiable(size: number): HttpError {
  return new RangeNotSatisfiable({
    detail: `The file has ${size} bytes, and none of the ranges is within them.`,
    headers: { 'content-range': `bytes */${size}` },
  })
}
