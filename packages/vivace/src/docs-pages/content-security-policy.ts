/** What a docs page needs besides its own scripts, styles and requests. */
export interface PageNeeds {
  /** Origins that "Try it out" sends requests to: `https://api.example.com`. */
  readonly connect?: readonly string[]
  /** Other directives: `{ 'worker-src': 'blob:' }`. */
  readonly directives?: Readonly<Record<string, string>>
}

/**
 * The Content-Security-Policy of a docs page: scripts from here only, and none in the page itself.
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy({ connect = [], directives = {} }: PageNeeds): string {
  const policy: Readonly<Record<string, string>> = {
    'default-src': "'none'",
    'script-src': "'self'",
    // Both pages write style elements as they render; styles cannot run anything.
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
    'connect-src': ["'self'", ...connect].join(' '),
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'self'",
    ...directives,
  }
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
