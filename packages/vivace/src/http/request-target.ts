const absolutePattern = /^https?:\/\/([^/?]*)((?:[/?].*)?)$/i

// Visible ASCII and no fragment (RFC 3986, section 2; RFC 9112, section 3.2).
const allowed = /^[!"$-~]+$/

/** What the first line of a request asks for: `host` only when the target is in absolute form. */
export interface RequestTarget {
  readonly host: string | undefined
  /** `/items/1?full=true`, or `*` for `OPTIONS *`. */
  readonly origin: string
}

/**
 * Reads a request target that is not simply a path: in absolute form, or `*` (RFC 9112, section 3.2).
 *
 *     parseRequestTarget('OPTIONS', '*')                  // { host: undefined, origin: '*' }
 *     parseRequestTarget('GET', 'http://a.example?x=1')   // { host: 'a.example', origin: '/?x=1' }
 *     parseRequestTarget('GET', 'items')                  // undefined
 */
export function parseRequestTarget(method: string, target: string): RequestTarget | undefined {
  if (!isTargetText(target)) return undefined
  if (target.startsWith('/')) return { host: undefined, origin: target }
  if (target === '*') return method === 'OPTIONS' ? { host: undefined, origin: target } : undefined
  const [, host, rest] = absolutePattern.exec(target) ?? []
  if (host === undefined || rest === undefined) return undefined
  return { host, origin: rest.startsWith('/') ? rest : `/${rest}` }
}

/** Whether a text has only what a request target may have: no fragment, no space, nothing but ASCII. */
export function isTargetText(target: string): boolean {
  return allowed.test(target)
}
