import type { Account, SessionOrigin, SessionRecord } from '../ports/index.ts'

/** A session, as its owner may see it. Times are milliseconds since 1970. */
export interface Session extends SessionOrigin {
  readonly id: string
  readonly userId: string
  readonly clientId: string
  readonly sessionVersion: number
  readonly scopes: readonly string[] | undefined
  readonly createdAt: number
  /** When it was last refreshed. */
  readonly lastSeenAt: number
  /** When it ends unless it is refreshed. */
  readonly expiresAt: number
}

/** A session without what its tokens are derived from. */
export function sessionOf(record: SessionRecord): Session {
  const { id, userId, clientId, sessionVersion, scopes, device, ip, createdAt } = record
  const expiresAt = Math.min(record.idleUntil, record.endsAt)
  const origin = { device, ip, createdAt, lastSeenAt: record.refreshedAt, expiresAt }
  return { id, userId, clientId, sessionVersion, scopes, ...origin }
}

/** What a session begins with. */
export interface NewSession extends SessionOrigin {
  readonly account: Pick<Account, 'id' | 'sessionVersion'>
  /** The client of OAuth 2 that it is for; `web` if absent. */
  readonly clientId?: string
  /** What it is to grant of the user's scopes; all if absent. */
  readonly scopes?: readonly string[] | undefined
}

/** A session that began, with the token that renews it: shown once, kept by the client alone. */
export interface BegunSession {
  readonly session: Session
  readonly refreshToken: string
}

/** A session that was renewed. */
export interface RefreshedSession<User> extends BegunSession {
  /** `replayed` if the same refresh token had been sent a moment before: the answer is the same. */
  readonly outcome: 'rotated' | 'replayed'
  readonly account: Account<User>
}

/** A refresh token that is refused. The client is told none of this: it is for the log. */
export interface RefusedRefresh {
  readonly outcome: 'refused'
  /**
   * `reused`: it had been used before, and has just ended the session, in this call alone of all that came at once:
   * report it as one security event.
   */
  readonly reason: 'unknown' | 'expired' | 'ended' | 'reused'
  readonly session?: Session
}
