import { type Clock, type Logger, systemClock } from '../exchange/index.ts'
import type { JwkSet } from './json-web-key.ts'
import { judgeClaims, type TokenClaims } from './judge-claims.ts'
import { type TokenKey, toJwk } from './key-material.ts'
import { localKeys } from './local-keys.ts'
import { optionFault } from './option-fault.ts'
import { keySetUrlFault, RemoteKeys } from './remote-keys.ts'
import { refusal, verifySignature } from './signed-token.ts'
import { isSymmetric } from './token-algorithm.ts'
import { type CompiledRules, compileRules, mediaType, type TokenRules } from './token-rules.ts'
import type { TokenKeys } from './verification-key.ts'

/** Where the keys of a verifier come from, and what a token must be. */
export interface TokenVerifierOptions extends TokenRules {
  /** The one key, or the secret, of at least 32 bytes. */
  readonly key?: TokenKey
  /** Keys of an issuer: the address of its set, which is fetched when it is needed, or a set that is there. */
  readonly jwks?: string | URL | JwkSet
  /** The app's `clock`, so that tests drive it; the machine's if absent. */
  readonly clock?: Clock
}

/** Verifies tokens of one issuer. */
export interface TokenVerifier {
  /**
   * The claims of a token. What happens to the keys of an issuer is written to `log`.
   *
   * Throws `InvalidToken` (401), and 503 `token-keys-unavailable`.
   */
  verify(token: string, log?: Logger): Promise<TokenClaims>
}

const where = 'tokenVerifier()'

/**
 * Makes what verifies JSON Web Tokens (RFC 7519, RFC 8725, RFC 9068). Make it in a singleton: a key that is weak or an
 * option that is wrong is then an error when the app starts.
 *
 *     const verifier = singleton({ clock }, ({ clock }) =>
 *       tokenVerifier({
 *         issuer: 'https://id.example',
 *         audience: 'https://shop.example',
 *         algorithms: ['RS256'],
 *         jwks: 'https://id.example/.well-known/jwks.json',
 *         clock,
 *       }),
 *     )
 *
 * Rejects with `DefinitionError` TOKEN_OPTION_INVALID.
 */
export async function tokenVerifier(options: TokenVerifierOptions): Promise<TokenVerifier> {
  const { clock = systemClock } = options
  const rules = compileRules(options, where)
  const keys = await keysOf(options, rules, clock)
  return {
    async verify(token, log) {
      const { maxLength } = rules
      const { header, payload } = await verifySignature(token, { keys, maxLength, log })
      if (header.typ === undefined || mediaType(header.typ) !== rules.type)
        throw refusal('it is of another type')
      return judgeClaims(payload, rules, clock.now() / 1_000)
    },
  }
}

async function keysOf(
  { key, jwks }: TokenVerifierOptions,
  { algorithms }: CompiledRules,
  clock: Clock,
): Promise<TokenKeys> {
  if ((key === undefined) === (jwks === undefined))
    throw optionFault(where, "it needs 'key' or 'jwks', and has none or both", 'give one of them')
  if (key !== undefined) return localKeys([await toJwk(key, algorithms, where)], algorithms, where)
  if (typeof jwks === 'object' && 'keys' in jwks) return localKeys(jwks.keys, algorithms, where)
  const url = String(jwks)
  const fault = keySetUrlFault(url)
  if (fault !== undefined)
    throw optionFault(where, `the address of the keys ${fault}`, 'give the one that the issuer publishes')
  if (algorithms.some(isSymmetric))
    throw optionFault(
      where,
      'keys that everybody can fetch are to be secrets',
      'name the algorithm that the issuer signs with, such as RS256 or ES256',
    )
  return new RemoteKeys({ url, algorithms, clock })
}
