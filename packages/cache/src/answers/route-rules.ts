import { type Duration, parseDuration } from 'vivace'

/** How the answers of one route are shared. */
export interface CachedRoute {
  /** For how long an answer is given again; no longer than the namespace keeps it. */
  readonly ttl: Duration
  /** The tags by which `deleteTags` removes its answers. */
  readonly tags?: readonly string[]
}

/** A route, ready to be compared with. */
export interface RouteRule {
  /** As the route is declared: `/items/{id}`. */
  readonly template: string
  readonly ttl: number
  readonly tags: readonly string[]
  readonly segments: readonly string[]
}

/** The rules of a record of routes. Throws `DefinitionError` DURATION_INVALID. */
export function routeRules(routes: Readonly<Record<string, CachedRoute>>): RouteRule[] {
  return Object.entries(routes).map(([template, { ttl, tags = [] }]) => ({
    template,
    ttl: parseDuration(ttl, `cachedAnswers() of '${template}'`),
    tags,
    segments: template.split('/'),
  }))
}

/** The rules of the routes that may answer a path: which of them does is known when one has. */
export function rulesFor(rules: readonly RouteRule[], path: string): RouteRule[] {
  const sent = path.split('/')
  return rules.filter(({ segments }) => {
    const hasRest = segments.at(-1)?.endsWith('*}') === true
    if (hasRest ? sent.length < segments.length : sent.length !== segments.length) return false
    return segments.every((segment, at) => segment.startsWith('{') || segment === sent[at])
  })
}
