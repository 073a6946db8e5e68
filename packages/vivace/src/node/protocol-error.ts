import { HttpError } from '../errors/index.ts'
import { problemAnswer } from '../exchange/problem-answer.ts'
import { statusPhrase } from '../http/status.ts'

/**
 * What to tell a client whose bytes are no request; `undefined` for a connection that simply broke.
 *
 *     protocolError('HPE_HEADER_OVERFLOW')?.status    // 431
 */
export function protocolError(code: string | undefined): HttpError | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') return new HttpError(431, { code: 'headers-too-large' })
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return new HttpError(413, { code: 'content-too-large' })
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HttpError(408, { code: 'request-timeout' })
  if (code?.startsWith('HPE_') === true) return new HttpError(400, { code: 'bad-request' })
  return undefined
}

/**
 * An answer as it goes over the wire, for a connection that has no request to answer; the last one on it.
 *
 *     socket.end(rawAnswer(new HttpError(400, { code: 'bad-request' })))
 */
export function rawAnswer(error: HttpError): string {
  const { status, headers, body } = problemAnswer(error)
  // The body is a text: `problemAnswer` has just written it.
  const text = body as string
  const lines = [`HTTP/1.1 ${status} ${statusPhrase(status)}`, 'connection: close']
  for (let at = 0; at < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`)
  lines.push(`content-length: ${Buffer.byteLength(text)}`, `date: ${new Date().toUTCString()}`)
  return `${lines.join('\r\n')}\r\n\r\n${text}`
}
