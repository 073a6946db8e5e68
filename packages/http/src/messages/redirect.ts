import { secretNames } from 'vivace'
import { Fault } from '../errors/index.ts'
import type { OutgoingRequest } from './outgoing-request.ts'

/** The statuses that lead elsewhere (RFC 9110, section 15.4). */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** What is for one origin alone, and goes to no other: Authorization, Cookie, X-API-Key and their like. */
const isSecret = secretNames()

/** What says something of a body that is not sent any more (RFC 9110, section 15.4, and Fetch, section 4.4). */
const ofTheBody = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-type',
  'digest',
  'content-digest',
  'expect',
  'repr-digest',
]

/** An answer's head. */
export interface AnswerHead {
  readonly status: number
  readonly headers: Headers
}

/**
 * The request that an answer redirects to; `undefined` if it does not.
 *
 *     redirected(request, { status: 303, headers: new Headers({ location: '/done' }) })?.method    // 'GET'
 *
 * Credentials stay with their origin. Throws `Fault` for a redirect from https to http or to any other
 * scheme, and for one that would send a stream again.
 */
export function redirected(
  request: OutgoingRequest,
  { status, headers }: AnswerHead,
): OutgoingRequest | undefined {
  const location = headers.get('location')
  if (location === null || !redirects.has(status)) return undefined
  const url = parsedLocation(location, request)
  if (url?.protocol !== request.url.protocol)
    throw refused(
      `redirects to ${url === undefined ? 'no URL' : `${url.protocol}//…`}, which is not followed`,
    )
  const becomesGet = turnsIntoGet(status, request.method)
  if (!becomesGet && isStream(request.body))
    throw refused('redirects, but its body was a stream, which cannot be sent again')
  return {
    method: becomesGet ? 'GET' : request.method,
    url,
    headers: headersFor(request, url, becomesGet),
    body: becomesGet ? undefined : request.body,
    addresses: request.addresses,
  }
}

/** Whether a body can be sent only once. */
export function isStream(body: OutgoingRequest['body']): boolean {
  return body !== undefined && !(body instanceof Uint8Array)
}

// 303 says so; with 301 and 302 everybody does it to a POST (RFC 9110, sections 15.4.2 to 15.4.4).
function turnsIntoGet(status: number, method: string): boolean {
  return (status === 303 && method !== 'HEAD') || ((status === 301 || status === 302) && method === 'POST')
}

function headersFor(request: OutgoingRequest, url: URL, becomesGet: boolean): Headers {
  const headers = new Headers(request.headers)
  if (becomesGet) for (const name of ofTheBody) headers.delete(name)
  if (url.origin !== request.url.origin)
    for (const name of [...headers.keys()]) if (isSecret(name)) headers.delete(name)
  return headers
}

function parsedLocation(location: string, { url }: OutgoingRequest): URL | undefined {
  try {
    const target = new URL(location, url)
    target.hash = ''
    return target.username === '' && target.password === '' ? target : undefined
  } catch {
    return undefined
  }
}

const refused = (cause: string): Fault => new Fault({ failure: 'redirect', cause })
