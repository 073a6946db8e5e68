import type { OneTimePurpose, OneTimeTokenRecord, OneTimeTokenStore } from '../ports/index.ts'

/** One-time tokens in the memory of this process. */
export function memoryOneTimeTokenStore(): OneTimeTokenStore {
  return new MemoryOneTimeTokenStore()
}

class MemoryOneTimeTokenStore implements OneTimeTokenStore {
  /** By user and purpose: there is one of each. */
  readonly #tokens = new Map<string, OneTimeTokenRecord>()

  async put(token: OneTimeTokenRecord): Promise<void> {
    this.#tokens.set(`${token.purpose} ${token.userId}`, token)
  }

  async take(
    purpose: OneTimePurpose,
    tokenHash: string,
    now: number,
  ): Promise<OneTimeTokenRecord | undefined> {
    for (const [place, token] of this.#tokens) {
      if (token.purpose !== purpose || token.tokenHash !== tokenHash || token.expiresAt <= now) continue
      this.#tokens.delete(place)
      return token
    }
    return undefined
  }

  async removeOf(userId: string): Promise<void> {
    for (const [place, token] of this.#tokens) if (token.userId === userId) this.#tokens.delete(place)
  }

  async removeOver(before: number): Promise<number> {
    const over = [...this.#tokens].filter(([, { expiresAt }]) => expiresAt < before)
    for (const [place] of over) this.#tokens.delete(place)
    return over.length
  }
}
