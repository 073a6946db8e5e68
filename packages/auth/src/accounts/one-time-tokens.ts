import { randomBytes } from 'node:crypto'
import type { Clock } from 'vivace'
import type { Account, OneTimePurpose, OneTimeTokenRecord, OneTimeTokenStore } from '../ports/index.ts'
import { digest } from '../secrets/index.ts'

/** Makes and takes the tokens of mails: 256 random bits, of which a hash is kept, good once (ASVS 5.0, 7.2.3). */
export class OneTimeTokens {
  readonly #store: OneTimeTokenStore
  readonly #clock: Clock
  /** How long a token is good, in milliseconds. */
  readonly #lifetime: number

  constructor(store: OneTimeTokenStore, clock: Clock, lifetime: number) {
    this.#store = store
    this.#clock = clock
    this.#lifetime = lifetime
  }

  /** A token for the address of an account; those before it are worth nothing. */
  async issue(purpose: OneTimePurpose, { id, login }: Account): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const expiresAt = this.#clock.now() + this.#lifetime
    await this.#store.put({ purpose, userId: id, tokenHash: digest(token), sentTo: login, expiresAt })
    return token
  }

  /** Takes a token: `undefined` for one that is over, was taken, or never was. */
  async take(purpose: OneTimePurpose, token: string): Promise<OneTimeTokenRecord | undefined> {
    return this.#store.take(purpose, digest(token), this.#clock.now())
  }

  /** Puts a token back that was taken for nothing. */
  async putBack(record: OneTimeTokenRecord): Promise<void> {
    await this.#store.put(record)
  }

  /** Takes all tokens of a user back. */
  async removeOf(userId: string): Promise<void> {
    await this.#store.removeOf(userId)
  }
}
