/** What a session began with, for the list that its owner reads. */
export interface SessionOrigin {
  /** What the user knows it by: `Firefox on Linux`, or the User-Agent. */
  readonly device?: string | undefined
  readonly ip?: string | undefined
}

/** Why a session ended. */
export type SessionEnd = 'logout' | 'logout-everywhere' | 'password-changed' | 'disabled' | 'reused'

/** One session: a family of refresh tokens, of which one is live. Times are milliseconds since 1970. */
export interface SessionRecord extends SessionOrigin {
  /** A UUID: the claim `sid` of its access tokens. */
  readonly id: string
  readonly userId: string
  readonly clientId: string
  /** The session version of its user when it began. */
  readonly sessionVersion: number
  /** What its access tokens grant of the user's scopes; `undefined` for all. */
  readonly scopes?: readonly string[] | undefined
  /** 32 random bytes in base64url that its refresh tokens are derived from, together with a key that is not stored. */
  readonly seed: string
  /** How often it was refreshed. */
  readonly generation: number
  /** SHA-256 of the live refresh token, in base64url. */
  readonly tokenHash: string
  /** That of the one before it. */
  readonly previousHash?: string | undefined
  readonly createdAt: number
  /** When it was last refreshed. */
  readonly refreshedAt: number
  /** When it ends unless it is refreshed. */
  readonly idleUntil: number
  /** When it ends, whatever happens. */
  readonly endsAt: number
  readonly endedAt?: number | undefined
  readonly endedBy?: SessionEnd | undefined
}

/** What a refresh changes; a device or an address that is left out stays. */
export type SessionRotation = SessionOrigin &
  Pick<SessionRecord, 'tokenHash' | 'previousHash' | 'refreshedAt' | 'idleUntil'>

/** Which sessions of a user are to end. */
export interface SessionsToEnd {
  readonly userId: string
  /** This one alone; all of the user's if absent. */
  readonly id?: string
  /** All but this one. */
  readonly except?: string
}

/** Keeps sessions. Each method is atomic over everybody who has the store. */
export interface SessionStore {
  create(session: SessionRecord): Promise<void>
  find(id: string): Promise<SessionRecord | undefined>
  /**
   * Compare and swap: makes the next generation of a session that is at `generation` and has not ended, and answers
   * whether it did. Of any number that try at once with one generation, one succeeds.
   */
  rotate(id: string, generation: number, rotation: SessionRotation): Promise<boolean>
  /** Those of a user that have not ended, by `endedAt` or by time, newest first. */
  list(userId: string, now: number): Promise<readonly SessionRecord[]>
  /** Ends sessions that have not ended, and answers the ids of those that it ended. */
  end(which: SessionsToEnd, by: SessionEnd, now: number): Promise<readonly string[]>
  /** Forgets sessions that ended before this time, by `endedAt` or by `endsAt`, and answers how many. */
  removeOver(before: number): Promise<number>
}
