import type { Middleware } from '../exchange/index.ts'
import { originJudge, type CorsOrigins } from './cors-origins.ts'
import { changesNothing, CrossSiteRequest, isOurs } from './cross-site.ts'

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
    const { method, scheme, host } = exchange
    const isJudged = !changesNothing(method) && (always || exchange.header('cookie') !== undefined)
    if (isJudged && !isOurs(exchange, `${scheme}://${host.toLowerCase()}`, accepts))
      throw new CrossSiteRequest()
    return next()
  }
}
