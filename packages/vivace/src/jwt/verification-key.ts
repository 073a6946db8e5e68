import type { Logger } from '../exchange/index.ts'
import { algorithmOf, importKey, isMeantFor, type Jwk, jwkFault, publicPart } from './json-web-key.ts'
import type { TokenHeader } from './token-header.ts'
import type { TokenAlgorithm } from './token-algorithm.ts'

/** A key that is good for one algorithm, and for no other. */
export interface VerificationKey {
  readonly id: string | undefined
  readonly algorithm: TokenAlgorithm
  readonly key: CryptoKey | Uint8Array
}

/** Where keys come from. */
export interface TokenKeys {
  /** The key for a token with this header; `undefined` if there is none. */
  find(header: TokenHeader, log?: Logger): Promise<VerificationKey | undefined>
}

/** A key, or why there is none. */
export type ImportedKey = { readonly key: VerificationKey } | { readonly fault: string }

/** Makes a key of JSON, for one of the allowed algorithms. */
export async function importVerificationKey(
  jwk: Jwk,
  allowed: readonly TokenAlgorithm[],
): Promise<ImportedKey> {
  const algorithm = algorithmOf(jwk, allowed)
  if (algorithm === undefined) return { fault: 'fits none, or several, of the algorithms' }
  if (!isMeantFor(jwk, 'verify')) return { fault: 'is not meant for signatures' }
  const fault = jwkFault(jwk, algorithm)
  if (fault !== undefined) return { fault }
  try {
    const key = await importKey(publicPart(jwk), algorithm)
    return { key: { id: jwk.kid, algorithm, key } }
  } catch {
    return { fault: `is not one that ${algorithm} can use here` }
  }
}

/**
 * The key that a token is verified with: of its algorithm, and of the id that it names if keys have ids. What is
 * ambiguous finds none: no key is tried because another one did not fit.
 */
export function pickKey(
  keys: readonly VerificationKey[],
  { alg, kid }: TokenHeader,
): VerificationKey | undefined {
  const fitting = keys.filter(({ algorithm }) => algorithm === alg)
  const named = kid === undefined ? fitting : fitting.filter(({ id }) => id === kid)
  const found = named.length > 0 ? named : fitting.filter(({ id }) => id === undefined)
  return found.length === 1 ? found[0] : undefined
}
