import { discardBody } from '../exchange/discard-body.ts'
import { type Answer, type Exchange, mapAnswer, type Middleware } from '../exchange/index.ts'
import { chooseCoding } from '../http/accept-encoding.ts'
import { type ByteSize, parseByteSize } from '../http/byte-size.ts'
import { forbidsBody } from '../http/status.ts'
import { CompressedStream } from './compressed-stream.ts'
import { type ContentCoder, contentCoders } from './content-coder.ts'
import type { ContentCoding } from './content-coding.ts'
import { isCompressible } from './is-compressible.ts'

/** What is compressed, and how. */
export interface CompressOptions {
  /** The codings to use, the dearest first. All that the runtime has if absent: `br`, `zstd`, `gzip`, `deflate`. */
  readonly codings?: readonly ContentCoding[]
  /** Bodies that are shorter stay as they are. 1 KiB if absent; streams have no length and are always compressed. */
  readonly minSize?: ByteSize
  /** Whether a body of a media type is worth it. Text, JSON, XML and the like if absent. */
  readonly compressible?: (mediaType: string) => boolean
}

const usual: readonly ContentCoding[] = ['br', 'zstd', 'gzip', 'deflate']

/** What one answer is compressed with. */
interface Compression {
  readonly coding: ContentCoding
  readonly coder: ContentCoder
}

/**
 * Compresses answers for clients that accept it (RFC 9110, section 12.5.3).
 *
 *     import { compress } from 'vivace/compression'
 *
 *     const app = new App({ title: 'Shop', version: '1.0.0', middleware: [compress(), etag()] })
 *
 * Streams are compressed as they come: what they have given is sent as soon as they wait, so that events arrive at
 * once. What is compressed already, partial (206), marked `no-transform` or not worth it stays as it is. A strong ETag
 * becomes weak: it named other bytes. List it before `etag()`. Where a proxy compresses, leave it to that.
 *
 * An answer that repeats something of the request beside a secret tells how much they have in common by its
 * compressed length (BREACH): see the guide on caching.
 *
 * Throws `DefinitionError` BYTE_SIZE_INVALID.
 */
export function compress(options: CompressOptions = {}): Middleware {
  const { codings = usual, minSize = '1kb', compressible = isCompressible } = options
  const offered = codings.filter((coding) => contentCoders.has(coding))
  const shortest = parseByteSize(minSize, 'compress()')
  return (exchange, next) =>
    mapAnswer(next(), (answer) => {
      // It stands for an answer that may have been compressed (RFC 9110, section 15.4.5).
      if (answer.status === 304) answer.vary('accept-encoding')
      if (!isWorthIt(answer, shortest, compressible)) return answer
      answer.vary('accept-encoding')
      const coding = chooseCoding(exchange.header('accept-encoding'), offered)
      const coder = coding === undefined ? undefined : contentCoders.get(coding)
      if (coding === undefined || coder === undefined) return answer
      return compressAnswer(answer, { coding, coder }, exchange)
    })
}

function isWorthIt(answer: Answer, shortest: number, compressible: (mediaType: string) => boolean): boolean {
  const { status, body } = answer
  // A part of a body is not a part of the compressed one.
  if (status === 206 || forbidsBody(status)) return false
  const mediaType = answer.get('content-type')
  if (mediaType === undefined || answer.get('content-encoding') !== undefined) return false
  if (/\bno-transform\b/i.test(answer.get('cache-control') ?? '')) return false
  return lengthOf(answer, body) >= shortest && compressible(mediaType)
}

function lengthOf(answer: Answer, body: Answer['body']): number {
  if (typeof body === 'string') return Buffer.byteLength(body)
  if (body instanceof Uint8Array) return body.length
  // Of what HEAD does not answer, and of streams that know how long they are.
  return Number(answer.get('content-length') ?? (body === null ? 0 : Infinity))
}

async function compressAnswer(answer: Answer, compression: Compression, exchange: Exchange): Promise<Answer> {
  const { coding, coder } = compression
  const { body } = answer
  answer.set('content-encoding', coding)
  answer.delete('content-length')
  answer.delete('accept-ranges')
  weaken(answer)
  if (exchange.method === 'HEAD') {
    // How long it would be is known only when it is done: HEAD says nothing of it (RFC 9110, section 8.6).
    await discardBody(body)
    answer.body = null
  } else if (typeof body === 'string' || body instanceof Uint8Array) {
    answer.body = await coder.compress(typeof body === 'string' ? Buffer.from(body) : body)
  } else if (body !== null) answer.body = new CompressedStream(body, coder)
  return answer
}

function weaken(answer: Answer): void {
  const tag = answer.get('etag')
  if (tag !== undefined && !tag.startsWith('W/')) answer.set('etag', `W/${tag}`)
}
