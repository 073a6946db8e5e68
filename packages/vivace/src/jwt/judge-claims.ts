import { parseObject, refusal } from './signed-token.ts'
import { InvalidToken } from '../security/index.ts'

/** The claims of a token that was verified (RFC 7519, section 4.1), and whatever else the issuer says. */
export interface TokenClaims {
  readonly iss: string
  readonly aud: string | readonly string[]
  /** Seconds since 1970, as are `iat` and `nbf`. */
  readonly exp: number
  readonly iat: number
  readonly nbf?: number
  readonly sub?: string
  readonly jti?: string
  readonly [claim: string]: unknown
}

/** What claims are judged by. */
export interface ClaimRules {
  readonly issuers: readonly string[]
  readonly audiences: readonly string[]
  readonly requiredClaims: readonly string[]
  /** By how many seconds clocks may differ. */
  readonly leeway: number
}

/**
 * The claims of a verified payload. Each is judged by its type first: `exp` as a text, as `1e400` or as a negative
 * number is no time, and a comparison with it would be no check.
 *
 * Throws `InvalidToken`.
 */
export function judgeClaims(payload: Uint8Array, rules: ClaimRules, seconds: number): TokenClaims {
  const claims = parseObject(payload, 'payload')
  for (const name of rules.requiredClaims) {
    if (claims[name] === undefined || claims[name] === null) throw refusal(`it lacks the claim ${name}`)
  }
  judgeTexts(claims)
  if (!rules.issuers.some((issuer) => issuer === claims['iss'])) throw refusal('it is of another issuer')
  const audiences = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']]
  if (!rules.audiences.some((audience) => audiences.includes(audience)))
    throw refusal('it is for another audience')
  judgeTimes(claims, rules.leeway, seconds)
  // What is typed has just been looked at.
  return claims as TokenClaims
}

function judgeTexts(claims: Readonly<Record<string, unknown>>): void {
  for (const name of ['iss', 'sub', 'jti']) {
    const claim = claims[name]
    if (claim !== undefined && (typeof claim !== 'string' || claim === ''))
      throw refusal(`its claim ${name} is no text`)
  }
  const audiences: unknown[] = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']]
  if (!audiences.every((audience) => typeof audience === 'string' && audience !== ''))
    throw refusal('its claim aud is no text')
}

function judgeTimes(claims: Readonly<Record<string, unknown>>, leeway: number, now: number): void {
  const issued = timeOf(claims, 'iat')
  const expires = timeOf(claims, 'exp')
  if (expires <= now - leeway) throw expired()
  if (expires <= issued) throw refusal('it is over before it is issued')
  if (issued > now + leeway) throw refusal('it is issued in the future')
  if (claims['nbf'] !== undefined && timeOf(claims, 'nbf') > now + leeway) throw refusal('it is not good yet')
}

function timeOf(claims: Readonly<Record<string, unknown>>, name: string): number {
  const time = claims[name]
  if (typeof time === 'number' && Number.isFinite(time) && time >= 0) return time
  throw refusal(`its claim ${name} is no time`)
}

// The one reason that a client can do something about: it asks for another token.
function expired(): Error {
  return new InvalidToken({
    cause: 'it is over',
    detail: 'The token is over.',
    headers: {
      'www-authenticate': 'Bearer error="invalid_token", error_description="The access token expired"',
    },
  })
}
