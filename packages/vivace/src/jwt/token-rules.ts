import { type ByteSize, parseByteSize } from '../http/byte-size.ts'
import { type Duration, parseDuration } from '../http/duration.ts'
import type { ClaimRules } from './judge-claims.ts'
import { optionFault } from './option-fault.ts'
import { isSymmetric, type TokenAlgorithm, tokenAlgorithms } from './token-algorithm.ts'

/** What a token must be, whatever keys verify it. */
export interface TokenRules {
  /** Who issues the tokens: the claim `iss`, compared as it is written. */
  readonly issuer: string | readonly string[]
  /** Whom they are for: this API. One of the token's `aud` must be one of these. */
  readonly audience: string | readonly string[]
  /**
   * The algorithms that tokens are signed with. Each key is good for one of them alone; what a token says of its
   * algorithm is compared, never followed.
   */
  readonly algorithms: readonly TokenAlgorithm[]
  /** The type in the header: `at+jwt` if absent (RFC 9068). Many identity providers write `JWT`. */
  readonly type?: string
  /** Claims that must be there beside `iss`, `aud`, `exp` and `iat`: `sub` and `jti` if absent. */
  readonly requiredClaims?: readonly string[]
  /** By how much clocks may differ: 30 s if absent, 5 min at most. */
  readonly leeway?: Duration
  /** Longer tokens are not looked at: `'8kb'` if absent. */
  readonly maxLength?: ByteSize
}

/** `TokenRules`, judged and complete. */
export interface CompiledRules extends ClaimRules {
  readonly algorithms: readonly TokenAlgorithm[]
  /** Lower case and whole: `application/at+jwt`. */
  readonly type: string
  readonly maxLength: number
}

/** Throws `DefinitionError` TOKEN_OPTION_INVALID. */
export function compileRules(rules: TokenRules, where: string): CompiledRules {
  const { type = 'at+jwt', requiredClaims = ['sub', 'jti'], leeway = '30s', maxLength = '8kb' } = rules
  judgeAlgorithms(rules.algorithms, where)
  const milliseconds = parseDuration(leeway, `${where}, leeway`)
  if (milliseconds > 300_000)
    throw optionFault(where, 'the leeway is more than 5 minutes', 'set the clocks, and leave 30 s')
  if (type === '') throw optionFault(where, 'the type is empty', "name it: 'at+jwt' or 'JWT'")
  return {
    issuers: texts(rules.issuer, 'issuer', where),
    audiences: texts(rules.audience, 'audience', where),
    algorithms: rules.algorithms,
    type: mediaType(type),
    requiredClaims: ['iss', 'aud', 'exp', 'iat', ...requiredClaims],
    leeway: milliseconds / 1_000,
    maxLength: parseByteSize(maxLength, `${where}, maxLength`),
  }
}

/**
 * The type of a token as a media type: `application/` may be left out (RFC 7515, section 4.1.9).
 *
 *     mediaType('at+JWT')   // 'application/at+jwt'
 */
export function mediaType(type: string): string {
  const lower = type.toLowerCase()
  return lower.includes('/') ? lower : `application/${lower}`
}

/** Throws `DefinitionError` for what is no list of algorithms that go together. */
export function judgeAlgorithms(algorithms: readonly TokenAlgorithm[], where: string): void {
  if (!isList(algorithms) || algorithms.length === 0)
    throw optionFault(where, 'no algorithm is named', "name the one that tokens are signed with: ['ES256']")
  const unknown = algorithms.find((algorithm) => !tokenAlgorithms.has(algorithm))
  if (unknown !== undefined)
    throw optionFault(
      where,
      `${JSON.stringify(unknown)} is not an algorithm that proves who signed`,
      `name one of ${[...tokenAlgorithms.keys()].join(', ')}`,
    )
  if (algorithms.some(isSymmetric) && !algorithms.every(isSymmetric))
    throw optionFault(
      where,
      'algorithms of secrets and of public keys are mixed, so that a public key could be taken for a secret',
      'make one verifier for each',
    )
}

/** One text or several, none of them empty. Throws `DefinitionError`. */
export function texts(value: string | readonly string[], name: string, where: string): readonly string[] {
  const list = typeof value === 'string' ? [value] : value
  if (isList(list) && list.length > 0 && list.every((text) => typeof text === 'string' && text !== ''))
    return list
  throw optionFault(where, `the ${name} is missing or empty`, `set it: a token for anybody is for nobody`)
}

// JavaScript and settings can give anything, whatever the type says.
function isList(value: unknown): boolean {
  return Array.isArray(value)
}
