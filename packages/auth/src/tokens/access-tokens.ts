import { type Clock, DefinitionError, type Duration, type Logger, parseDuration } from 'vivace'
import { tokenSigner, type TokenSigner, tokenVerifier, type TokenVerifier } from 'vivace/jwt'
import type { AuthKeys } from '../keys/index.ts'
import { type AccessClaims, accessClaims, requiredClaims } from './access-claims.ts'

/** How access tokens are made and judged. */
export interface AccessTokenOptions {
  readonly keys: AuthKeys
  readonly issuer: string
  readonly audience: string | readonly string[]
  /** How long one is good: `15m` if absent, an hour at the most. */
  readonly lifetime?: Duration | undefined
  readonly clock: Clock
}

/** What an access token grants, and to whom. */
export interface AccessGrant {
  readonly userId: string
  readonly sessionId: string
  readonly clientId: string
  readonly sessionVersion: number
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
}

/** An access token, as a token route answers it. */
export interface AccessToken {
  readonly token: string
  /** In seconds. */
  readonly expiresIn: number
}

/** Longer tokens are refused by whoever verifies them. */
const maxLength = 8 * 1024

/** Makes and verifies access tokens: `at+jwt` (RFC 9068), signed with the current key of a ring. */
export class AccessTokens implements TokenVerifier {
  /** How long one is good, in seconds. */
  readonly expiresIn: number
  readonly #options: AccessTokenOptions
  readonly #signer: TokenSigner
  #verifier: Promise<TokenVerifier>
  #changesAt: number

  private constructor(options: AccessTokenOptions, signer: TokenSigner) {
    this.#options = options
    this.#signer = signer
    this.expiresIn = signer.expiresIn
    this.#changesAt = options.keys.changesAt(options.clock.now())
    this.#verifier = verifierOf(options)
  }

  /** Rejects with `DefinitionError` TOKEN_OPTION_INVALID, DURATION_INVALID or AUTH_OPTION_INVALID. */
  static async open(options: AccessTokenOptions): Promise<AccessTokens> {
    const { keys, issuer, audience, lifetime = '15m', clock } = options
    if (parseDuration(lifetime, 'defineAuth(), the lifetime of access tokens') > 3_600_000) throw tooLong()
    const { algorithm } = keys
    const signer = await tokenSigner({ issuer, audience, algorithm, key: keys.signing(), lifetime, clock })
    const tokens = new AccessTokens(options, signer)
    await tokens.#verifier
    return tokens
  }

  /** Makes one. */
  async issue(grant: AccessGrant): Promise<AccessToken> {
    const token = await this.#signer.sign({
      sub: grant.userId,
      sid: grant.sessionId,
      client_id: grant.clientId,
      session_version: grant.sessionVersion,
      scope: grant.scopes.join(' '),
      roles: grant.roles,
    })
    if (token.length > maxLength)
      throw new Error(
        `The access token of user ${grant.userId} has ${token.length} characters, and none above ${maxLength} is accepted. ` +
          'Give the user fewer roles and scopes.',
      )
    return { token, expiresIn: this.expiresIn }
  }

  /** The claims of a token. Throws `InvalidToken`. Whether its session has ended is for `Sessions` to say. */
  async verify(token: string, log?: Logger): Promise<AccessClaims> {
    const now = this.#options.clock.now()
    if (now >= this.#changesAt) {
      this.#changesAt = this.#options.keys.changesAt(now)
      this.#verifier = verifierOf(this.#options)
    }
    return accessClaims(await (await this.#verifier).verify(token, log))
  }
}

function verifierOf({ keys, issuer, audience, clock }: AccessTokenOptions): Promise<TokenVerifier> {
  const jwks = keys.jwks(clock.now())
  // Each key names its own algorithm; during a change from one to the other there are two.
  const algorithms = [...new Set(jwks.keys.map(({ crv }) => (crv === 'P-256' ? 'ES256' : 'EdDSA')))]
  return tokenVerifier({ issuer, audience, algorithms, requiredClaims, jwks, clock })
}

function tooLong(): DefinitionError {
  return new DefinitionError({
    code: 'AUTH_OPTION_INVALID',
    where: 'defineAuth()',
    cause: 'access tokens live longer than an hour',
    remedy: "leave their lifetime at '15m': the session renews them for days",
  })
}
