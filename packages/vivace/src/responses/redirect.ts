import { Reply } from './reply.ts'
import type { ResponseKind } from './response-kind.ts'

/** The statuses that send a client elsewhere (RFC 9110, section 15.4). */
export type RedirectStatus = 301 | 302 | 303 | 307 | 308

/** Where a redirect may lead, and how. */
export interface RedirectOptions<Status extends RedirectStatus = RedirectStatus> {
  /** 307 if absent: the same method and body again. 303 leads from a POST to a page. */
  readonly status?: Status
  /** Origins beside our own that it may lead to: `['https://accounts.example.org']`. */
  readonly allowOrigins?: readonly string[]
}

const kind: ResponseKind<undefined, RedirectStatus> = {
  '~vivace': {
    status: 307,
    bind: () => ({ mediaType: undefined, schema: undefined, encode: () => null }),
  },
}

/**
 * Sends the client to another place: without an argument it is what `returns` declares, with one it is an
 * answer.
 *
 *     app.post('/orders', { returns: redirect() }, () => redirect('/orders/7', { status: 303 }))
 *
 * Throws `TypeError` for a place on another origin that is not allowed: a location made of a request's own
 * text must not lead a user away.
 */
export function redirect(): ResponseKind<undefined, RedirectStatus>
export function redirect<const Status extends RedirectStatus = 307>(
  location: string,
  options?: RedirectOptions<Status>,
): Reply<Status, undefined>
export function redirect(
  location?: string,
  options: RedirectOptions = {},
): typeof kind | Reply<RedirectStatus, undefined> {
  if (location === undefined) return kind
  const target = targetOf(location, options.allowOrigins ?? [])
  if (target === undefined) {
    throw new TypeError(
      'redirect(): the location leads to another origin. Give a path that begins with one "/", or name the origin in allowOrigins.',
    )
  }
  return new Reply(options.status ?? 307, undefined, { kind, headers: { location: target } })
}

// Browsers read "\" as "/" and drop tabs and line breaks before they look at a URL. A lone surrogate is no
// character, and has no encoding.
const unsafe = /[\u0000-\u001f\u007f\\]|\p{Surrogate}/u

function targetOf(location: string, origins: readonly string[]): string | undefined {
  if (unsafe.test(location)) return undefined
  if (/^(?:\/(?!\/)|\?|#)/.test(location)) return encoded(location)
  try {
    const { origin, href } = new URL(location)
    return origins.includes(origin) ? href : undefined
  } catch {
    return undefined
  }
}

// What is encoded stays as it is: a "%" is data of its own only as "%25" (RFC 3986, section 2.4).
function encoded(location: string): string {
  return location.replace(/[^!#-;=?-[\]_a-z~]+/g, encodeURIComponent)
}
