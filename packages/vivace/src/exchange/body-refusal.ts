import { HttpError } from '../errors/index.ts'

/**
 * The body is longer than the limit, by its Content-Length or by what has arrived (RFC 9110, section 15.5.14).
 *
 *     if (size > limit) throw contentTooLarge(limit)
 */
export function contentTooLarge(limit: number): HttpError {
  return new HttpError(413, {
    code: 'content-too-large',
    detail: `The body of this request may have at most ${limit} bytes.`,
  })
}

/**
 * The body ended before its end: the client went away, or sent less than its Content-Length says.
 *
 *     reader.read().catch((error: unknown) => { throw bodyIncomplete(error) })
 */
export function bodyIncomplete(cause?: unknown): HttpError {
  const detail = 'The body of the request ended before it was complete.'
  return new HttpError(400, { code: 'body-incomplete', detail, cause })
}

/**
 * The body arrives too slowly (RFC 9110, section 15.5.9).
 *
 *     reject(bodyTooSlow())
 */
export function bodyTooSlow(): HttpError {
  return new HttpError(408, {
    code: 'request-timeout',
    detail: 'The body of the request arrived too slowly.',
  })
}

/**
 * Refuses a body that is compressed or otherwise encoded: a limit on what was sent says nothing about
 * what it unpacks to. Throws 415 with `accept-encoding: identity` (RFC 9110, section 12.5.3).
 *
 *     refuseContentEncoding(exchange.header('content-encoding'))
 */
export function refuseContentEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding === '' || encoding.toLowerCase() === 'identity') return
  throw new HttpError(415, {
    code: 'unsupported-content-encoding',
    detail: 'The body of a request may not be compressed.',
    headers: { 'accept-encoding': 'identity' },
  })
}
