import { Answer, type AnswerBody, type Exchange } from '../exchange/index.ts'
import { notModified } from '../exchange/not-modified.ts'
import { evaluatePreconditions } from '../http/preconditions.ts'

/** An answer that a client may have already. */
export interface Validated {
  /** With its quotes: `"5ed08757"`. */
  readonly etag: string
  /** Flat: name, value, name, value. */
  readonly headers: readonly string[]
  readonly body: AnswerBody
}

/**
 * 200 with the body, or 304 without it when the client's copy is the same (RFC 9110, section 13.1.2).
 *
 *     answerIfChanged(exchange, { etag: '"1"', headers: ['content-type', 'text/plain'], body: 'Hello' })
 */
export function answerIfChanged(exchange: Exchange, { etag, headers, body }: Validated): Answer {
  const all = ['etag', etag, ...headers]
  const verdict = evaluatePreconditions(exchange, { etag })
  return verdict === 'not-modified' ? notModified(all) : new Answer(200, all, body)
}
