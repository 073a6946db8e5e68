import type { TokenClaims } from './judge-claims.ts'

/** Claims that scopes are in: RFC 8693 and RFC 9068, Microsoft Entra and Okta, Auth0. */
const usual = ['scope', 'scp', 'permissions']

/**
 * The scopes that a token grants: of the first of `scope`, `scp` and `permissions` that it has, a text with blanks or
 * a list. Anything else grants nothing.
 *
 *     grantedScopes({ scope: 'me items:read', … })   // ['me', 'items:read']
 */
export function grantedScopes(claims: TokenClaims, name?: string): readonly string[] {
  const claim = claims[name ?? usual.find((one) => Object.hasOwn(claims, one)) ?? 'scope']
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '')
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : []
}
