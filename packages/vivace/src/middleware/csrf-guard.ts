import { dependency, type Dependency } from '../dependencies/index.ts'
import { request } from '../inputs/index.ts'
import { originJudge } from './cors-origins.ts'
import { changesNothing, CrossSiteRequest, isOurs } from './cross-site.ts'
import type { CsrfOptions } from './csrf.ts'

/**
 * The judgement of `csrf()` as a guard, for single routes that set or read a cookie: a login, a logout.
 *
 *     app.post('/login', { dependencies: [csrfGuard()], … }, …)
 *
 * A request is judged if it has cookies, and also if it says where it comes from: a login has no cookie yet, and a page
 * of another site must not log its visitor in. Programs that are no browsers say neither. Answers 403
 * `cross-site-request`, which the documents name. Throws `DefinitionError` CORS_ORIGIN_INVALID.
 */
export function csrfGuard({ origins = [] }: Pick<CsrfOptions, 'origins'> = {}): Dependency<
  undefined,
  'request'
> {
  const accepts = originJudge(origins)
  return dependency(
    { request },
    function csrfGuard({ request }) {
      const speaks = ['cookie', 'origin', 'sec-fetch-site'].some((name) => request.header(name) !== undefined)
      if (!changesNothing(request.method) && speaks && !isOurs(request, ownOrigin(request.url), accepts))
        throw new CrossSiteRequest()
      return undefined
    },
    { errors: [CrossSiteRequest] },
  )
}

// A host that is none has no origin, and nothing comes from it.
function ownOrigin(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}
