import type { Answer } from '../exchange/answer.ts'
import { discardBody } from '../exchange/discard-body.ts'
import { checkStatus, declaredLength, headLength } from '../exchange/frame-headers.ts'
import { forbidsBody } from '../http/status.ts'
import { answerStream } from './answer-stream.ts'
import type { FetchExchange } from './fetch-exchange.ts'
import { KnownHeaders, webHeaders } from './known-headers.ts'

const encoder = new TextEncoder()
const known = new KnownHeaders()

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
  const { status, headers, body } = answer
  checkStatus(status)
  if (exchange.method === 'HEAD' || forbidsBody(status)) {
    const response = new Response(null, { status, headers: webHeaders(headers, headLength(answer)) })
    return { response, written: discardBody(body) }
  }
  const bytes = typeof body === 'string' ? encoder.encode(body) : body
  if (bytes === null || bytes instanceof Uint8Array) {
    // A view of shared memory is refused by the platform, which is all that the type excludes.
    const response = new Response(bytes as Uint8Array<ArrayBuffer> | null, {
      status,
      headers: known.of(headers),
    })
    response.headers.set('content-length', String(bytes?.length ?? 0))
    return { response }
  }
  const length = declaredLength(headers)
  const { stream, ended } = answerStream(exchange, { iterator: bytes[Symbol.asyncIterator](), length })
  return { response: new Response(stream, { status, headers: webHeaders(headers, length) }), written: ended }
}
