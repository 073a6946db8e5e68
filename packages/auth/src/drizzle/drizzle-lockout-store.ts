import { eq, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { LockoutRule, LockoutStore, LockoutVerdict } from '../ports/index.ts'
import type { AuthDatabase } from './auth-database.ts'
import { authTables } from './auth-tables.ts'

const { authLockouts: counts } = authTables

/** Attempts in `auth_lockouts`, counted by one statement each: all processes count together. */
export class DrizzleLockoutStore implements LockoutStore {
  readonly #database: AuthDatabase

  constructor(database: AuthDatabase) {
    this.#database = database
  }

  async reserve(key: string, rule: LockoutRule, now: number): Promise<LockoutVerdict> {
    const isOver = lte(counts.forgottenAt, now)
    const attempts = sql`case when ${isOver} then 1 else ${counts.attempts} + 1 end`
    const waitUntil = waitOf(attempts, rule, now)
    const window = sql`case when ${isOver} then ${now + rule.window}::bigint else ${counts.forgottenAt} end`
    const [counted] = await this.#database
      .insert(counts)
      .values({ key, ...first(rule, now) })
      .onConflictDoUpdate({
        target: counts.key,
        set: {
          attempts,
          waitUntil,
          forgottenAt: sql`case when ${attempts} < ${rule.limit} then ${window} else ${waitUntil} + ${rule.window}::bigint end`,
        },
        setWhere: lte(counts.waitUntil, now),
      })
      .returning({ attempts: counts.attempts, waitUntil: counts.waitUntil })
    if (counted !== undefined) return { isAllowed: true, ...counted }
    const [kept] = await this.#database.select().from(counts).where(eq(counts.key, key))
    return { isAllowed: false, attempts: kept?.attempts ?? 0, waitUntil: kept?.waitUntil ?? now }
  }

  async release(key: string): Promise<void> {
    await this.#database
      .update(counts)
      .set({ attempts: sql`greatest(${counts.attempts} - 1, 0)`, waitUntil: 0 })
      .where(eq(counts.key, key))
  }

  async clear(key: string): Promise<void> {
    await this.#database.delete(counts).where(eq(counts.key, key))
  }

  async removeOver(before: number): Promise<number> {
    const removed = await this.#database
      .delete(counts)
      .where(lt(counts.forgottenAt, before))
      .returning({ key: counts.key })
    return removed.length
  }
}

function first(
  { limit, window, firstWait, longestWait }: LockoutRule,
  now: number,
): { readonly attempts: number; readonly waitUntil: number; readonly forgottenAt: number } {
  if (limit > 1) return { attempts: 1, waitUntil: 0, forgottenAt: now + window }
  const waitUntil = now + Math.min(firstWait, longestWait)
  return { attempts: 1, waitUntil, forgottenAt: waitUntil + window }
}

/** Until when the next attempt waits: doubled with each one above the limit. 2 ^ 31 waits are longer than any. */
function waitOf(attempts: SQL, { limit, firstWait, longestWait }: LockoutRule, now: number): SQL {
  const doubled = sql`${firstWait}::float8 * power(2::float8, least(${attempts} - ${limit}::int, 31))`
  const wait = sql`least(${doubled}, ${longestWait}::float8)::bigint`
  return sql`case when ${attempts} < ${limit}::int then 0::bigint else ${now}::bigint + ${wait} end`
}
