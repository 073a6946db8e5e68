/** What a one-time token is for. */
export type OneTimePurpose = 'verify-email' | 'reset-password'

/** A one-time token as it is kept. */
export interface OneTimeTokenRecord {
  readonly purpose: OneTimePurpose
  readonly userId: string
  /** SHA-256 of the token, in base64url. */
  readonly tokenHash: string
  /** The address that it was sent to: it proves that one and no other. */
  readonly sentTo: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** Keeps tokens that are good once: those of mails that verify an address or reset a password. */
export interface OneTimeTokenStore {
  /** Keeps it, and forgets all others of this user and purpose: the newest mail is the one that counts. */
  put(token: OneTimeTokenRecord): Promise<void>
  /** Takes it out, atomically; `undefined` if there is none, or it is over. Of any number that ask at once, one has it. */
  take(purpose: OneTimePurpose, tokenHash: string, now: number): Promise<OneTimeTokenRecord | undefined>
  /** Forgets those of a user. */
  removeOf(userId: string): Promise<void>
  /** Forgets those that were over before this time, and answers how many. */
  removeOver(before: number): Promise<number>
}
