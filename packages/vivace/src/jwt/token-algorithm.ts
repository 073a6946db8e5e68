/** How the keys of one algorithm look (RFC 7518, section 3; RFC 8037; RFC 9864). */
export interface AlgorithmFacts {
  readonly keyType: 'EC' | 'OKP' | 'RSA' | 'oct'
  readonly curve?: string
  /** The bytes of a coordinate of a point of the curve; the fewest bytes of a secret. */
  readonly size: number
}

const rsa: AlgorithmFacts = { keyType: 'RSA', size: 256 }
const edwards: AlgorithmFacts = { keyType: 'OKP', curve: 'Ed25519', size: 32 }

/**
 * Algorithms that a token may be signed with (RFC 7518, section 3.1). `HS…` are secrets that both sides know; all
 * others have a private key that signs and a public one that verifies. `none` is not among them.
 */
export type TokenAlgorithm =
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'Ed25519'
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'HS256'
  | 'HS384'
  | 'HS512'

/** The facts of each algorithm. A map: a name from a token must find nothing that every object has. */
export const tokenAlgorithms: ReadonlyMap<string, AlgorithmFacts> = new Map<TokenAlgorithm, AlgorithmFacts>([
  ['ES256', { keyType: 'EC', curve: 'P-256', size: 32 }],
  ['ES384', { keyType: 'EC', curve: 'P-384', size: 48 }],
  ['ES512', { keyType: 'EC', curve: 'P-521', size: 66 }],
  ['EdDSA', edwards],
  ['Ed25519', edwards],
  ['RS256', rsa],
  ['RS384', rsa],
  ['RS512', rsa],
  ['PS256', rsa],
  ['PS384', rsa],
  ['PS512', rsa],
  // A secret has as many bytes as the hash, at least (RFC 7518, section 3.2).
  ['HS256', { keyType: 'oct', size: 32 }],
  ['HS384', { keyType: 'oct', size: 48 }],
  ['HS512', { keyType: 'oct', size: 64 }],
])

/** Whether one secret both signs and verifies. */
export function isSymmetric(algorithm: TokenAlgorithm): boolean {
  return algorithm.startsWith('HS')
}
