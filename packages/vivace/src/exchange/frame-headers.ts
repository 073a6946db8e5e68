import { forbidsBody } from '../http/status.ts'
import type { Answer } from './answer.ts'

/**
 * The headers of an answer with those that frame its body put right: `content-length` as given, and none
 * of `transfer-encoding`, `keep-alive` and `connection` except `connection: close`, which are the edge's
 * to write. A wrong length would let the client take the rest of one answer for the next (RFC 9112,
 * section 6.3).
 *
 *     frameHeaders(['etag', '"a"', 'content-length', '9'], 2)    // ['etag', '"a"', 'content-length', '2']
 *
 * The list that is given is not changed: an app may answer with the same one again.
 */
export function frameHeaders(headers: readonly string[], length: number | undefined): string[] {
  const framed = hasFraming(headers) ? withoutFraming(headers) : headers.slice()
  if (length !== undefined) framed.push('content-length', String(length))
  return framed
}

/**
 * The length that the app itself gives, for a body that only it knows: a stream, or what GET would answer.
 * Throws if it is not a number.
 *
 *     declaredLength(['content-length', '12'])    // 12
 */
export function declaredLength(headers: readonly string[]): number | undefined {
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() !== 'content-length') continue
    const text = headers[at + 1] ?? ''
    if (!/^\d{1,15}$/.test(text)) throw new Error(`${JSON.stringify(text)} is not a content-length.`)
    return Number(text)
  }
  return undefined
}

/**
 * The length of an answer that is written without its body: what GET would send for HEAD, where that is
 * known, and none where the status has no body (RFC 9110, section 8.6).
 *
 *     headLength(new Answer(200, [], 'abc'))    // 3
 *     headLength(new Answer(204, [], null))     // undefined
 */
export function headLength({ status, fields, body }: Answer): number | undefined {
  if (status === 205) return 0
  if (forbidsBody(status)) return undefined
  if (typeof body === 'string') return new TextEncoder().encode(body).length
  return body instanceof Uint8Array ? body.length : declaredLength(fields)
}

/**
 * Throws if a status is none that an answer can end with: 1xx are not final, and HTTP ends with 599
 * (RFC 9110, section 15).
 *
 *     checkStatus(answer.status)
 */
export function checkStatus(status: number): void {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return
  throw new TypeError(`${String(status)} is not a status that an answer can have.`)
}

function hasFraming(headers: readonly string[]): boolean {
  for (let at = 0; at < headers.length; at += 2) if (isFraming(headers[at])) return true
  return false
}

function withoutFraming(headers: readonly string[]): string[] {
  const others: string[] = []
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? ''
    const value = headers[at + 1] ?? ''
    const closes = name.toLowerCase() === 'connection' && value.toLowerCase() === 'close'
    if (closes || !isFraming(name)) others.push(name, value)
  }
  return others
}

/** Most names are passed over by their length alone. */
function isFraming(name: string | undefined): boolean {
  switch (name?.length) {
    case 10: {
      const lower = name.toLowerCase()
      return lower === 'connection' || lower === 'keep-alive'
    }
    case 14:
      return name.toLowerCase() === 'content-length'
    case 17:
      return name.toLowerCase() === 'transfer-encoding'
    default:
      return false
  }
}
