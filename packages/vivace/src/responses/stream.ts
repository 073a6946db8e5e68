import { AnswerInvalid } from './answer-invalid.ts'
import type { Chunk } from './item-stream.ts'
import { openingOf, type OpeningOptions, openItems } from './open-items.ts'
import type { ResponseKind, SuccessStatus } from './response-kind.ts'

/**
 * Text or bytes, piece by piece, each made when the client takes it.
 *
 *     app.get('/report.csv', { returns: stream('text/csv; charset=utf-8') }, async function* ({ rows }) {
 *       for await (const row of rows) yield `${row.id},${row.total}\n`
 *     })
 *
 * Without a media type it is `application/octet-stream`.
 */
export function stream(
  mediaType = 'application/octet-stream',
  options: OpeningOptions = {},
): ResponseKind<AsyncIterable<Chunk>, SuccessStatus> {
  return {
    '~vivace': {
      status: 200,
      bind(where) {
        const opening = openingOf(where, options)
        const write = (item: unknown): Chunk => chunkOf(item, where)
        return {
          mediaType,
          // Bytes have no JSON Schema (OpenAPI 3.1, section 4.8.14.1).
          schema: mediaType.startsWith('text/') ? { type: 'string' } : {},
          headers: ['x-accel-buffering', 'no'],
          isStream: true,
          encode: (value, _status, exchange) => openItems(value, opening, { exchange, write }),
        }
      },
    },
  }
}

function chunkOf(item: unknown, where: string): Chunk {
  if (typeof item === 'string' || item instanceof Uint8Array) return item
  throw new AnswerInvalid(
    `${where}: a stream is made of text and bytes, but the handler gives ${typeof item}`,
  )
}
