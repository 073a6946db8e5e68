import { InvalidToken } from 'vivace'
import type { TokenClaims } from 'vivace/jwt'

/** The claims of an access token of ours (RFC 9068, sections 2.2 and 2.2.3). */
export interface AccessClaims extends TokenClaims {
  /** The id of the user. */
  readonly sub: string
  readonly jti: string
  /** The id of the session. */
  readonly sid: string
  readonly client_id: string
  /** The session version of the user: tokens of an older one are refused. */
  readonly session_version: number
  /** Scopes with blanks between them. */
  readonly scope: string
  readonly roles: readonly string[]
}

/** The claims that must be there, beside those of every token. */
export const requiredClaims: readonly string[] = [
  'sub',
  'jti',
  'sid',
  'client_id',
  'session_version',
  'scope',
  'roles',
]

/**
 * The claims as those of an access token, each of the type that it must have.
 *
 * Throws `InvalidToken`.
 */
export function accessClaims(claims: TokenClaims): AccessClaims {
  const { sub, jti, sid, client_id, session_version, scope, roles } = claims
  if (!isText(sub) || !isText(jti) || !isText(sid) || !isText(client_id) || typeof scope !== 'string')
    throw refusal()
  if (typeof session_version !== 'number' || !Number.isSafeInteger(session_version)) throw refusal()
  if (!isTexts(roles)) throw refusal()
  return { ...claims, sub, jti, sid, client_id, session_version, scope, roles }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText)
}

function refusal(): Error {
  return new InvalidToken({ cause: 'its claims are not those of an access token' })
}
