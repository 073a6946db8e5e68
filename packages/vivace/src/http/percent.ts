import { HttpError } from '../errors/index.ts'

/**
 * Percent-decoded text (RFC 3986, section 2.1).
 *
 *     decodePercent('a%20b')    // 'a b'
 *
 * Throws 400 when the encoding is malformed or is not UTF-8.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    throw new HttpError(400, {
      code: 'bad-request',
      detail: 'The URL is not well-formed percent-encoded UTF-8.',
    })
  }
}
