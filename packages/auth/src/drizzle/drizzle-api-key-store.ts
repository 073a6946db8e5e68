import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import type { ApiKeyRecord, ApiKeyStore } from '../ports/index.ts'
import type { AuthDatabase } from './auth-database.ts'
import { type ApiKeyRow, authTables } from './auth-tables.ts'
import { dateOf, dateOrNull, isUuid, timeOf } from './rows.ts'

const { authApiKeys: keys } = authTables

/** API keys in `auth_api_keys`. */
export class DrizzleApiKeyStore implements ApiKeyStore {
  readonly #database: AuthDatabase

  constructor(database: AuthDatabase) {
    this.#database = database
  }

  async create(key: ApiKeyRecord): Promise<void> {
    await this.#database.insert(keys).values({
      ...key,
      scopes: [...key.scopes],
      createdAt: dateOf(key.createdAt),
      expiresAt: dateOrNull(key.expiresAt),
      lastUsedAt: dateOrNull(key.lastUsedAt),
      revokedAt: dateOrNull(key.revokedAt),
    })
  }

  async findBySelector(selector: string): Promise<ApiKeyRecord | undefined> {
    const [row] = await this.#database.select().from(keys).where(eq(keys.selector, selector))
    return row && recordOf(row)
  }

  async list(userId: string): Promise<readonly ApiKeyRecord[]> {
    const rows = await this.#database
      .select()
      .from(keys)
      .where(and(eq(keys.userId, userId), isNull(keys.revokedAt)))
      .orderBy(desc(keys.createdAt), desc(keys.id))
    return rows.map(recordOf)
  }

  async touch(id: string, now: number): Promise<void> {
    if (!isUuid(id)) return
    const isEarlier = or(isNull(keys.lastUsedAt), lt(keys.lastUsedAt, dateOf(now)))
    await this.#database
      .update(keys)
      .set({ lastUsedAt: dateOf(now) })
      .where(and(eq(keys.id, id), isEarlier))
  }

  async revoke(userId: string, id: string, now: number): Promise<boolean> {
    if (!isUuid(id)) return false
    const revoked = await this.#database
      .update(keys)
      .set({ revokedAt: dateOf(now) })
      .where(and(eq(keys.id, id), eq(keys.userId, userId), isNull(keys.revokedAt)))
      .returning({ id: keys.id })
    return revoked.length === 1
  }
}

function recordOf(row: ApiKeyRow): ApiKeyRecord {
  return {
    ...row,
    createdAt: row.createdAt.getTime(),
    expiresAt: timeOf(row.expiresAt),
    lastUsedAt: timeOf(row.lastUsedAt),
    revokedAt: timeOf(row.revokedAt),
  }
}
