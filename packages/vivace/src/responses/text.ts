import { AnswerInvalid } from './answer-invalid.ts'
import { Reply, type ReplyOptions } from './reply.ts'
import type { ResponseKind, SuccessStatus } from './response-kind.ts'

/** Text of any media type: `textOf('text/csv; charset=utf-8')`. */
export function textOf(mediaType: string): ResponseKind<string, SuccessStatus> {
  return {
    '~vivace': {
      status: 200,
      bind: (where) => ({
        mediaType,
        schema: { type: 'string' },
        encode(value) {
          if (typeof value === 'string') return value
          throw new AnswerInvalid(
            `${where}: 'returns' declares ${mediaType}, but the handler answers ${typeof value}`,
          )
        },
      }),
    },
  }
}

const plain = textOf('text/plain; charset=utf-8')

/**
 * Plain text: without an argument it is what `returns` declares, with one it is an answer.
 *
 *     app.get('/robots.txt', { returns: text() }, () => 'User-agent: *')
 */
export function text(): ResponseKind<string, SuccessStatus>
export function text(body: string, options?: ReplyOptions): Reply<200, string>
export function text(
  body?: string,
  options?: ReplyOptions,
): ResponseKind<string, SuccessStatus> | Reply<200, string> {
  return body === undefined ? plain : new Reply(200, body, { ...options, kind: plain })
}
