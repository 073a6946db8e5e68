import type { IncomingMessage } from 'node:http'
import { HttpError } from '../errors/index.ts'
import { isHost } from '../http/host.ts'
import { methods } from '../http/method.ts'
import { isTargetText, parseRequestTarget } from '../http/request-target.ts'
import type { ServeSettings } from './serve-settings.ts'

/**
 * Refuses requests that no app has to see: too long, with too many headers, for no host, or in a form
 * that HTTP does not have.
 *
 *     const refusal = gate.refusal(request)    // an HttpError, or undefined
 */
export class RequestGate {
  readonly #maxUrlLength: number
  readonly #maxHeaders: number
  /** The last good Host value: nearly every request has the same one, and it need not be checked again. */
  #knownHost = ''

  constructor(settings: Pick<ServeSettings, 'maxHeaders' | 'maxUrlLength'>) {
    this.#maxUrlLength = settings.maxUrlLength === 0 ? Infinity : settings.maxUrlLength
    this.#maxHeaders = settings.maxHeaders === 0 ? Infinity : settings.maxHeaders
  }

  /** Why a request is not let in. Afterwards its target begins with a slash, or is `*`. */
  refusal(request: IncomingMessage): HttpError | undefined {
    const target = request.url ?? ''
    if (target.length > this.#maxUrlLength) return uriTooLong(this.#maxUrlLength)
    if (request.rawHeaders.length > 2 * this.#maxHeaders) return tooManyHeaders(this.#maxHeaders)
    if (!isTargetText(target) || (!target.startsWith('/') && !adoptTarget(request))) return targetInvalid()
    if (!this.#hasGoodHost(request)) return hostInvalid()
    if (!isFramedWell(request)) return framingInvalid()
    if (request.method === 'TRACE') return methodRefused()
    return undefined
  }

  #hasGoodHost(request: IncomingMessage): boolean {
    const { host } = request.headers
    if (host === this.#knownHost) return true
    // Every request but those of HTTP/1.0 has a Host, which may be empty (RFC 9112, section 3.2).
    // Of two Host lines Node makes one text with a comma, which no host has.
    if (host === undefined) return request.httpVersion === '1.0'
    if (host !== '' && !isHost(host)) return false
    this.#knownHost = host
    return true
  }
}

/**
 * Whether it is certain where the request ends. Node's parser finds out that it is not only after it has
 * passed the request on, and takes `HTTP/2.0` for a version of its own (RFC 9112, sections 2.3 and 6.3).
 */
function isFramedWell({ headers, httpVersionMajor }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding']
  return httpVersionMajor === 1 && (coding === undefined || coding.toLowerCase() === 'chunked')
}

/**
 * Makes a request with an absolute target into one with a path: the host of the target replaces the Host
 * header, whatever that says (RFC 9112, section 3.2.2).
 */
function adoptTarget(request: IncomingMessage): boolean {
  const target = parseRequestTarget(request.method ?? '', request.url ?? '')
  if (target === undefined) return false
  request.url = target.origin
  if (target.host === undefined) return true
  request.headers.host = target.host
  const { rawHeaders } = request
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === 'host') rawHeaders[at + 1] = target.host
  }
  return true
}

function uriTooLong(limit: number): HttpError {
  const detail = `The path and query of a request may have at most ${limit} characters.`
  return new HttpError(414, { code: 'uri-too-long', detail })
}

function tooManyHeaders(limit: number): HttpError {
  const detail = `A request may have at most ${limit} header lines.`
  return new HttpError(431, { code: 'headers-too-large', detail })
}

function targetInvalid(): HttpError {
  const detail = 'The target of a request is a path and perhaps a query, in visible ASCII characters.'
  return new HttpError(400, { code: 'bad-request', detail })
}

function framingInvalid(): HttpError {
  const detail = 'A request is HTTP/1.1 or HTTP/1.0, and its only transfer coding is chunked.'
  return new HttpError(400, { code: 'bad-request', detail })
}

function hostInvalid(): HttpError {
  const detail = 'A request has one Host header, with a host and perhaps a port.'
  return new HttpError(400, { code: 'host-invalid', detail })
}

/**
 * TRACE would hand cookies and credentials to any script, CONNECT would make us a proxy (RFC 9110,
 * sections 9.3.6 and 9.3.8). Not 501: nothing is wrong with the server.
 *
 *     socket.end(rawAnswer(methodRefused()))
 */
export function methodRefused(): HttpError {
  return new HttpError(405, { code: 'method-not-allowed', headers: { allow: methods.join(', ') } })
}
