import type { Jwk } from 'vivace/jwt'

/** What everybody may know of a key: the members that are named here and no other, so that none is forgotten. */
export function publicPart({ kty, crv, x, y, alg, kid }: Jwk & PublicMembers): Jwk {
  const point = y === undefined ? { crv, x } : { crv, x, y }
  return {
    kty,
    ...point,
    use: 'sig',
    ...(alg === undefined ? {} : { alg }),
    ...(kid === undefined ? {} : { kid }),
  }
}

/** Those of a key on a curve (RFC 7518, section 6.2.1; RFC 8037, section 2). */
interface PublicMembers {
  readonly crv?: unknown
  readonly x?: unknown
  readonly y?: unknown
}
