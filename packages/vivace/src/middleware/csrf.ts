import { HttpError } from '../errors/index.ts'
import type { Exchange, Middleware } from '../exchange/index.ts'
import { originJudge, type CorsOrigins } from './cors-origins.ts'

/** Whose pages may change things in the name of their visitors. */
export interface CsrfOptions {
  /** Origins beside our own: `https://app.example`, or a function that judges one. None if absent. */
  readonly origins?: CorsOrigins
  /** Whether requests without cookies are judged as well. False if absent: without cookies nobody's name is used. */
  readonly always?: boolean
}

/**
 * Refuses with 403 what pages of other origins send with the cookies of their visitors (cross-site request
 * forgery), in methods that change something.
 *
 *     middleware: [csrf()]
 *     middleware: [csrf({ origins: ['https://app.example'] }), cors({ origins: ['https://app.example'], credentials: true })]
 *
 * What a browser says of where a request comes from decides: `Sec-Fetch-Site: same-origin` or `none` passes, and so
 * does an `Origin` that is ours or listed; `same-site` is not enough, since a neighbour on another subdomain may be
 * anybody. A browser too old for the one sends the other; with cookies and neither, the request is refused. Programs
 * that are no browsers send no cookies, or an Origin of ours. GET, HEAD, OPTIONS, QUERY and TRACE pass: handlers must
 * change nothing there.
 *
 * Throws `DefinitionError` CORS_ORIGIN_INVALID.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function csrf({ origins = [], always = false }: CsrfOptions = {}): Middleware {
  const accepts = originJudge(origins)
  return (exchange, next) => {
    const isJudged = !safeMethods.has(exchange.method) && (always || exchange.header('cookie') !== undefined)
    if (isJudged && !isOurs(exchange, accepts)) throw refused()
    return next()
  }
}

// RFC 9110, section 9.2.1, and the method QUERY.
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY', 'TRACE'])

function isOurs(exchange: Exchange, accepts: (origin: string) => boolean): boolean {
  const site = exchange.header('sec-fetch-site')
  const origin = exchange.header('origin')
  if (site === 'same-origin' || site === 'none') return true
  if (origin === undefined) return false
  if (accepts(origin)) return true
  // A browser that has spoken of the site has said that it is another one.
  return site === undefined && origin === `${exchange.scheme}://${exchange.host.toLowerCase()}`
}

function refused(): HttpError {
  return new HttpError(403, {
    code: 'cross-site-request',
    title: 'The request comes from another site',
    detail: 'A page of another origin has sent it, or a browser that does not say where it comes from.',
  })
}
