import { isMeantFor, isJwk, type Jwk } from './json-web-key.ts'
import { optionFault } from './option-fault.ts'
import type { TokenAlgorithm } from './token-algorithm.ts'
import { importVerificationKey, pickKey, type TokenKeys, type VerificationKey } from './verification-key.ts'

/**
 * Keys that are known from the start. Keys of a set that are for something else are left out.
 *
 * Throws `DefinitionError` TOKEN_OPTION_INVALID for a weak key, for two of one id, and if none is left.
 */
export async function localKeys(
  jwks: readonly Jwk[],
  algorithms: readonly TokenAlgorithm[],
  where: string,
): Promise<TokenKeys> {
  const keys: VerificationKey[] = []
  for (const jwk of jwks) {
    if (!isJwk(jwk)) throw optionFault(where, 'one of the keys is none', 'give JSON Web Keys')
    if (jwks.length > 1 && isForSomethingElse(jwk, algorithms)) continue
    const imported = await importVerificationKey(jwk, algorithms)
    if ('fault' in imported)
      throw optionFault(where, `the key ${imported.fault}`, `give a key for ${algorithms.join(' or ')}`)
    keys.push(imported.key)
  }
  if (keys.length === 0)
    throw optionFault(where, 'there is no key', `give a key for ${algorithms.join(' or ')}`)
  const ids = keys.map(({ id }) => id).filter((id) => id !== undefined)
  if (new Set(ids).size < ids.length)
    throw optionFault(where, 'two keys have one id', "give each key a 'kid' of its own")
  return { find: async (header) => pickKey(keys, header) }
}

function isForSomethingElse(jwk: Jwk, algorithms: readonly TokenAlgorithm[]): boolean {
  const isOther = jwk.alg !== undefined && !algorithms.some((algorithm) => algorithm === jwk.alg)
  return isOther || !isMeantFor(jwk, 'verify')
}
