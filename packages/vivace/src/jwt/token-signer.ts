import { SignJWT } from 'jose'
import { type Clock, systemClock } from '../exchange/index.ts'
import { type Duration, parseDuration } from '../http/duration.ts'
import { algorithmOf, importKey, isMeantFor, jwkFault } from './json-web-key.ts'
import { type TokenKey, toJwk } from './key-material.ts'
import { optionFault } from './option-fault.ts'
import { isSymmetric, type TokenAlgorithm } from './token-algorithm.ts'
import { judgeAlgorithms, texts } from './token-rules.ts'

/** How tokens are signed. */
export interface TokenSignerOptions {
  readonly issuer: string
  readonly audience: string | readonly string[]
  readonly algorithm: TokenAlgorithm
  /** The private key, or the secret, of at least 32 bytes. The id of a JSON Web Key is put into each token. */
  readonly key: TokenKey
  /** How long a token is good: 10 min if absent. */
  readonly lifetime?: Duration
  /** The type in the header: `at+jwt` if absent. */
  readonly type?: string
  /** The app's `clock`, so that tests drive it; the machine's if absent. */
  readonly clock?: Clock
}

/** What a token says: of whom, and whatever else; the rest is the signer's. */
export interface SignedClaims {
  readonly sub: string
  /** Scopes with blanks between them (RFC 8693, section 4.2). */
  readonly scope?: string
  readonly [claim: string]: unknown
}

/** Signs tokens of one issuer. */
export interface TokenSigner {
  /** How long its tokens are good, in seconds: the `expires_in` of a token route's answer. */
  readonly expiresIn: number
  /** A token with these claims and `iss`, `aud`, `iat`, `exp` and `jti`. */
  sign(claims: SignedClaims): Promise<string>
}

const where = 'tokenSigner()'

/**
 * Makes what signs JSON Web Tokens, for an API that is its own issuer and for tests. Make it in a singleton.
 *
 *     const signer = singleton({ clock, config }, ({ clock, config }) =>
 *       tokenSigner({ issuer, audience, algorithm: 'HS256', key: config.tokenKey.reveal(), clock }),
 *     )
 *     await signer.sign({ sub: user.id, scope: 'me items:read' })
 *
 * Rejects with `DefinitionError` TOKEN_OPTION_INVALID.
 */
export async function tokenSigner(options: TokenSignerOptions): Promise<TokenSigner> {
  const { issuer, audience, algorithm, type = 'at+jwt', clock = systemClock } = options
  judgeAlgorithms([algorithm], where)
  texts(issuer, 'issuer', where)
  const audiences = texts(audience, 'audience', where)
  const { key, id } = await signingKey(options.key, algorithm)
  const expiresIn = Math.floor(parseDuration(options.lifetime ?? '10m', `${where}, lifetime`) / 1_000)
  if (expiresIn < 1) throw optionFault(where, 'tokens live less than a second', "write it as in '10m'")
  return {
    expiresIn,
    sign(claims) {
      const iat = Math.floor(clock.now() / 1_000)
      const aud = audiences.length === 1 ? String(audiences[0]) : [...audiences]
      const own = { iss: issuer, aud, iat, exp: iat + expiresIn, jti: crypto.randomUUID() }
      const header = { alg: algorithm, typ: type, ...(id === undefined ? {} : { kid: id }) }
      return new SignJWT({ ...claims, ...own }).setProtectedHeader(header).sign(key)
    },
  }
}

async function signingKey(
  given: TokenKey,
  algorithm: TokenAlgorithm,
): Promise<{ readonly key: CryptoKey | Uint8Array; readonly id: string | undefined }> {
  const jwk = await toJwk(given, [algorithm], where)
  if (algorithmOf(jwk, [algorithm]) === undefined)
    throw optionFault(where, `the key is not one for ${algorithm}`, 'give a key of this algorithm')
  const fault = isMeantFor(jwk, 'sign') ? jwkFault(jwk, algorithm) : 'is not meant to sign'
  if (fault !== undefined) throw optionFault(where, `the key ${fault}`, `give a key for ${algorithm}`)
  if (!isSymmetric(algorithm) && jwk['d'] === undefined)
    throw optionFault(where, 'the key is public', 'give the private key: it stays with who signs')
  try {
    return { key: await importKey(jwk, algorithm), id: jwk.kid }
  } catch (cause) {
    throw optionFault(
      where,
      `the key is not one that ${algorithm} can use here`,
      `make a new one (${String(cause)})`,
    )
  }
}
