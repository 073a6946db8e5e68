import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { OneTimePurpose, OneTimeTokenRecord, OneTimeTokenStore } from '../ports/index.ts'
import type { AuthDatabase } from './auth-database.ts'
import { authTables } from './auth-tables.ts'
import { dateOf } from './rows.ts'

const { authOneTimeTokens: tokens } = authTables

/** One-time tokens in `auth_one_time_tokens`, one of each user and purpose. */
export class DrizzleOneTimeTokenStore implements OneTimeTokenStore {
  readonly #database: AuthDatabase

  constructor(database: AuthDatabase) {
    this.#database = database
  }

  async put({ purpose, userId, tokenHash, sentTo, expiresAt }: OneTimeTokenRecord): Promise<void> {
    const fresh = { tokenHash, sentTo, expiresAt: dateOf(expiresAt) }
    await this.#database
      .insert(tokens)
      .values({ purpose, userId, ...fresh })
      .onConflictDoUpdate({ target: [tokens.purpose, tokens.userId], set: fresh })
  }

  async take(
    purpose: OneTimePurpose,
    tokenHash: string,
    now: number,
  ): Promise<OneTimeTokenRecord | undefined> {
    const isIt = and(eq(tokens.purpose, purpose), eq(tokens.tokenHash, tokenHash))
    const [taken] = await this.#database
      .delete(tokens)
      .where(and(isIt, gt(tokens.expiresAt, dateOf(now))))
      .returning()
    return taken && { ...taken, purpose, expiresAt: taken.expiresAt.getTime() }
  }

  async removeOf(userId: string): Promise<void> {
    await this.#database.delete(tokens).where(eq(tokens.userId, userId))
  }

  async removeOver(before: number): Promise<number> {
    const removed = await this.#database
      .delete(tokens)
      .where(lt(tokens.expiresAt, dateOf(before)))
      .returning({ one: sql`1` })
    return removed.length
  }
}
