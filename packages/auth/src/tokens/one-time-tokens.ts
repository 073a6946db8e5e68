import { randomBytes } from 'node:crypto'
import type { Clock } from 'vivace'
import type { OneTimePurpose, OneTimeTokenRecord, OneTimeTokenStore } from '../ports/index.ts'
import { digest } from '../secrets/index.ts'

/** What one-time tokens are made with. */
export interface OneTimeTokensOptions {
  readonly store: OneTimeTokenStore
  readonly clock: Clock
}

/** For whom a one-time token is, and what for. */
export interface OneTimeGrant {
  readonly purpose: OneTimePurpose
  readonly userId: string
  /** The address that it is sent to. */
  readonly sentTo: string
}

/** How long each is good, in milliseconds: an hour at the most (OWASP ASVS 5.0, 6.4 and 7.2). */
const lifetimes: Readonly<Record<OneTimePurpose, number>> = {
  'verify-email': 3_600_000,
  'reset-password': 1_800_000,
}

/**
 * Tokens that are good once: 256 random bits, of which the store has the hash. A newer one of the same purpose ends the
 * older ones.
 *
 *     const token = await oneTimeTokens.issue({ purpose: 'reset-password', userId, sentTo: email })
 *     const grant = await oneTimeTokens.redeem('reset-password', token)
 */
export class OneTimeTokens {
  readonly #options: OneTimeTokensOptions

  constructor(options: OneTimeTokensOptions) {
    this.#options = options
  }

  /** Makes one, for a mail. */
  async issue(grant: OneTimeGrant): Promise<string> {
    const { store, clock } = this.#options
    const token = randomBytes(32).toString('base64url')
    const expiresAt = clock.now() + lifetimes[grant.purpose]
    await store.put({ ...grant, tokenHash: digest(token), expiresAt })
    return token
  }

  /** Uses one up; `undefined` if there is no such token, or it is over. */
  redeem(purpose: OneTimePurpose, token: string): Promise<OneTimeTokenRecord | undefined> {
    const { store, clock } = this.#options
    return store.take(purpose, digest(token), clock.now())
  }

  /** Ends those of a user: of one who has changed the password, or is disabled. */
  endAll(userId: string): Promise<void> {
    return this.#options.store.removeOf(userId)
  }
}
