import type { Answer } from '../exchange/answer.ts'
import { discardBody } from '../exchange/discard-body.ts'
import { checkStatus, declaredLength, frameHeaders, headLength } from '../exchange/frame-headers.ts'
import { forbidsBody } from '../http/status.ts'
import { answerStream } from './answer-stream.ts'
import type { FetchExchange } from './fetch-exchange.ts'

/** What Node refuses in a header value too: the same app answers the same everywhere. */
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/

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
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  if (bytes === null || bytes instanceof Uint8Array) {
    const init = { status, headers: webHeaders(headers, bytes?.length ?? 0) }
    // A view of shared memory is refused by the platform, which is all that the type excludes.
    return { response: new Response(bytes as Uint8Array<ArrayBuffer> | null, init) }
  }
  const length = declaredLength(headers)
  const { stream, ended } = answerStream(exchange, { iterator: bytes[Symbol.asyncIterator](), length })
  return { response: new Response(stream, { status, headers: webHeaders(headers, length) }), written: ended }
}

function webHeaders(headers: readonly string[], length: number | undefined): Headers {
  const framed = frameHeaders(headers, length)
  const made = new Headers()
  for (let at = 0; at < framed.length; at += 2) {
    const name = framed[at] ?? ''
    const value = framed[at + 1]
    if (value === undefined || forbiddenInValue.test(value)) {
      throw new Error(`The header ${JSON.stringify(name)} has a value that HTTP does not allow.`)
    }
    made.append(name, value)
  }
  return made
}
