import type { Answer } from '../exchange/answer.ts'
import { discardBody } from '../exchange/discard-body.ts'
import { checkStatus, declaredLength, headLength } from '../exchange/frame-headers.ts'
import { isOnBun } from '../exchange/is-on-bun.ts'
import { forbidsBody } from '../http/status.ts'
import { answerStream } from './answer-stream.ts'
import type { FetchExchange } from './fetch-exchange.ts'
import { KnownHeads, webHeaders } from './known-heads.ts'

const encoder = new TextEncoder()
const known = new KnownHeads()

/** A response on its way, and when it is there. */
export interface OutgoingResponse {
  readonly response: Response
  /** Settles when the body is read to its end, or nobody reads it any more; absent if there is nothing to wait for. */
  readonly written?: Promise<void>
}

/**
 * Makes a web `Response` of an answer.
 *
 *     const { response } = toResponse(exchange, answer)
 *
 * Throws when the answer is one that HTTP does not have.
 */
export function toResponse(exchange: FetchExchange, answer: Answer): OutgoingResponse {
  const { status, fields, body } = answer
  checkStatus(status)
  if (exchange.method === 'HEAD' || forbidsBody(status)) {
    const response = new Response(null, { status, headers: webHeaders(fields, headLength(answer)) })
    return { response, written: discardBody(body) }
  }
  if (body === null || typeof body === 'string' || body instanceof Uint8Array)
    return { response: wholeResponse(answer, body) }
  const length = declaredLength(fields)
  const { stream, ended } = answerStream(exchange, { iterator: body[Symbol.asyncIterator](), length })
  return { response: new Response(stream, { status, headers: webHeaders(fields, length) }), written: ended }
}

function wholeResponse(answer: Answer, body: string | Uint8Array | null): Response {
  const { init, hasContentType } = known.of(answer)
  // Bun's server writes the length of what is there at once, and takes a text as it is. Asking a `Response` for its
  // headers and making bytes of the text before takes a twentieth of a short answer there
  // (docs/decisions/0057-hot-path-tricks.md). Of a text that has no type the platform would say that it is text/plain.
  const takesText = isOnBun && hasContentType
  const sent = typeof body === 'string' && !takesText ? encoder.encode(body) : body
  // A view of shared memory is refused by the platform, which is all that the type excludes.
  const response = new Response(sent as string | Uint8Array<ArrayBuffer> | null, init)
  if (!isOnBun) response.headers.set('content-length', String(sent?.length ?? 0))
  return response
}
