import { Answer } from './answer.ts'

// What tells of a body that is not there; what a cache needs stays (RFC 9110, section 15.4.5).
const ofContent = new Set([
  'accept-ranges',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
])

/**
 * The 304 that stands for an answer which the client has already.
 *
 *     notModified(['content-type', 'text/plain', 'etag', '"1"'])    // 304 with the etag alone
 */
export function notModified(headers: readonly string[]): Answer {
  const kept: string[] = []
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? ''
    if (!ofContent.has(name)) kept.push(name, headers[at + 1] ?? '')
  }
  return new Answer(304, kept, null)
}
