import type { ApiKeyRecord, ApiKeyStore } from '../ports/index.ts'

/** API keys in the memory of this process. */
export function memoryApiKeyStore(): ApiKeyStore {
  return new MemoryApiKeyStore()
}

class MemoryApiKeyStore implements ApiKeyStore {
  readonly #keys = new Map<string, ApiKeyRecord>()

  async create(key: ApiKeyRecord): Promise<void> {
    this.#keys.set(key.id, key)
  }

  async findBySelector(selector: string): Promise<ApiKeyRecord | undefined> {
    return [...this.#keys.values()].find((key) => key.selector === selector)
  }

  async list(userId: string): Promise<readonly ApiKeyRecord[]> {
    return [...this.#keys.values()]
      .filter((key) => key.userId === userId && key.revokedAt === undefined)
      .sort((one, other) => other.createdAt - one.createdAt)
  }

  async touch(id: string, now: number): Promise<void> {
    const key = this.#keys.get(id)
    if (key !== undefined && now > (key.lastUsedAt ?? -Infinity))
      this.#keys.set(id, { ...key, lastUsedAt: now })
  }

  async revoke(userId: string, id: string, now: number): Promise<boolean> {
    const key = this.#keys.get(id)
    if (key?.userId !== userId || key.revokedAt !== undefined) return false
    this.#keys.set(id, { ...key, revokedAt: now })
    return true
  }
}
