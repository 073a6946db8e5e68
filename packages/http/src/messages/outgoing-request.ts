import type { AllowedAddresses } from '../policies/index.ts'
import { UpstreamError } from '../errors/index.ts'
import type { CallDefaults, CallOptions, QueryValue } from './call-options.ts'

/** A body as it is sent: bytes, which can be sent again, or a stream, which cannot. */
export type OutgoingBody = Uint8Array | AsyncIterable<Uint8Array> | undefined

/** One request as it goes out. */
export interface OutgoingRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: OutgoingBody
  readonly addresses: AllowedAddresses
}

/** What a request is made of. */
export interface RequestParts {
  readonly method: string
  readonly url: string | URL
  readonly defaults: CallDefaults
  readonly options: CallOptions
  readonly addresses: AllowedAddresses
}

/**
 * The request that a call means.
 *
 *     outgoingRequest({ method: 'GET', url: '/items', defaults: { baseUrl: 'https://api.example/v1' }, … })
 *
 * Throws `UpstreamError` for a URL that is none, is not http or https, or leaves the `baseUrl`.
 */
export function outgoingRequest({
  method,
  url,
  defaults,
  options,
  addresses,
}: RequestParts): OutgoingRequest {
  const verb = method.toUpperCase()
  const target = resolveUrl(verb, url, defaults.baseUrl)
  appendAll(target.searchParams, options.query ?? {})
  const { body, mediaType } = outgoingBody(options)
  const headers = new Headers()
  for (const given of [defaults.headers, options.headers])
    for (const [name, value] of Object.entries(given ?? {})) setHeader(headers, name, value)
  fill(headers, 'user-agent', 'vivace')
  fill(headers, 'accept', accepted(options.returns))
  // Of a stream nobody knows what it unpacks to until it has.
  fill(headers, 'accept-encoding', options.returns === 'stream' ? 'identity' : 'gzip, deflate, br')
  if (mediaType !== undefined) fill(headers, 'content-type', mediaType)
  return { method: verb, url: target, headers, body, addresses }
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch {
    // What is caught has the value in its message, and that may be a key that was pasted with a line end.
    throw new TypeError(`The header ${JSON.stringify(name)} has a name or a value that cannot be sent.`)
  }
}

function fill(headers: Headers, name: string, value: string): void {
  if (!headers.has(name)) headers.set(name, value)
}

function accepted(expected: CallOptions['returns']): string {
  return typeof expected === 'object' ? 'application/json, application/problem+json' : '*/*'
}

/** A URL below its base, where there is one: what a user gives as part of a path never leads elsewhere. */
function resolveUrl(method: string, url: string | URL, baseUrl: string | URL | undefined): URL {
  const base = baseUrl === undefined ? undefined : folderOf(method, baseUrl)
  const target = parsed(method, typeof url === 'string' && base ? url.replace(/^\/(?!\/)/, '') : url, base)
  if (base !== undefined && !(target.origin === base.origin && target.pathname.startsWith(base.pathname)))
    throw new UpstreamError({
      failure: 'url',
      method,
      url: target,
      cause: `leaves the base URL ${base.href}`,
    })
  target.hash = ''
  return target
}

function folderOf(method: string, baseUrl: string | URL): URL {
  const base = parsed(method, baseUrl)
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return base
}

function parsed(method: string, url: string | URL, base?: URL): URL {
  let found: URL
  try {
    found = new URL(url, base)
  } catch {
    throw new UpstreamError({ failure: 'url', method, url: String(url), cause: 'cannot be called' })
  }
  if (found.protocol !== 'http:' && found.protocol !== 'https:')
    throw new UpstreamError({
      failure: 'url',
      method,
      url: found,
      cause: `is neither http nor https, but ${found.protocol}`,
    })
  if (found.username !== '' || found.password !== '')
    throw new UpstreamError({
      failure: 'url',
      method,
      url: found,
      cause: 'has a user or a password in it: send them as a header',
    })
  return found
}

function outgoingBody({ json, form, body }: CallOptions): { body: OutgoingBody; mediaType?: string } {
  if ([json, form, body].filter((one) => one !== undefined).length > 1)
    throw new TypeError('A request has one body: give json, form or body, not several of them.')
  if (json !== undefined) return { body: bytesOf(JSON.stringify(json)), mediaType: 'application/json' }
  if (form !== undefined) {
    const fields = new URLSearchParams()
    appendAll(fields, form)
    return { body: bytesOf(fields.toString()), mediaType: 'application/x-www-form-urlencoded' }
  }
  return typeof body === 'string' ? { body: bytesOf(body), mediaType: 'text/plain; charset=utf-8' } : { body }
}

const encoder = new TextEncoder()
const bytesOf = (text: string): Uint8Array => encoder.encode(text)

function appendAll(
  target: URLSearchParams,
  fields: Readonly<Record<string, QueryValue | readonly QueryValue[]>>,
): void {
  for (const [name, value] of Object.entries(fields)) {
    const values: readonly QueryValue[] = Array.isArray(value) ? value : [value]
    for (const one of values) if (one !== undefined) target.append(name, String(one))
  }
}
