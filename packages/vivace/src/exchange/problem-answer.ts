import { HttpError } from '../errors/index.ts'
import { problemMediaType } from '../http/problem-details.ts'
import { problemDocument } from '../http/problem-document.ts'
import { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { securityHeaderWriter } from './security-headers.ts'

// What an edge answers by itself has not been through an app, which would have added its own.
const addSecurityHeaders = securityHeaderWriter()

/**
 * The problem document of an error as an answer (RFC 9457), for those who answer without the app.
 *
 * It has the security headers of an answer that no app has seen; `secure` adds that of TLS.
 *
 *     problemAnswer(new HttpError(414, { code: 'uri-too-long' }), exchange.id)
 */
export function problemAnswer(error: HttpError, instance?: string, secure = false): Answer {
  const headers = ['content-type', problemMediaType]
  for (const [name, value] of Object.entries(error.headers ?? {})) headers.push(name.toLowerCase(), value)
  const answer = new Answer(error.status, headers, JSON.stringify(problemDocument(error, instance)))
  addSecurityHeaders(answer, secure)
  return answer
}

/**
 * The last answer, when the app has broken its word: what failed goes to the log, and the client learns
 * no more than that it failed.
 *
 *     return failedAnswer(exchange, 'The answer cannot be written.', error)
 */
export function failedAnswer(exchange: Exchange, message: string, error: unknown): Answer {
  exchange.log.error(message, { error, route: exchange.routePath })
  const failed = new HttpError(500, { code: 'internal-error' })
  return problemAnswer(failed, exchange.id, exchange.scheme === 'https')
}
