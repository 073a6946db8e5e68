import type { LockoutRule, LockoutStore, LockoutVerdict } from '../ports/index.ts'

interface Count {
  readonly attempts: number
  readonly waitUntil: number
  readonly forgottenAt: number
}

/** A key takes some 200 bytes; above these, the ones that were first tried longest ago give way. */
const maxKeys = 100_000

/** Attempts in the memory of this process: with several processes each counts for itself, and all together allow more. */
export function memoryLockoutStore(): LockoutStore {
  return new MemoryLockoutStore()
}

class MemoryLockoutStore implements LockoutStore {
  readonly #counts = new Map<string, Count>()

  async reserve(key: string, rule: LockoutRule, now: number): Promise<LockoutVerdict> {
    const kept = this.#counts.get(key)
    const count = kept !== undefined && kept.forgottenAt > now ? kept : undefined
    if (count !== undefined && count.waitUntil > now)
      return { isAllowed: false, attempts: count.attempts, waitUntil: count.waitUntil }
    const next = counted(count, rule, now)
    this.#keep(key, next)
    return { isAllowed: true, attempts: next.attempts, waitUntil: next.waitUntil }
  }

  async release(key: string): Promise<void> {
    const count = this.#counts.get(key)
    if (count !== undefined)
      this.#counts.set(key, { ...count, attempts: Math.max(0, count.attempts - 1), waitUntil: 0 })
  }

  async clear(key: string): Promise<void> {
    this.#counts.delete(key)
  }

  async removeOver(before: number): Promise<number> {
    const over = [...this.#counts].filter(([, { forgottenAt }]) => forgottenAt < before)
    for (const [key] of over) this.#counts.delete(key)
    return over.length
  }

  #keep(key: string, count: Count): void {
    this.#counts.set(key, count)
    if (this.#counts.size <= maxKeys) return
    const oldest = this.#counts.keys().next()
    if (oldest.done !== true) this.#counts.delete(oldest.value)
  }
}

function counted(count: Count | undefined, rule: LockoutRule, now: number): Count {
  const attempts = (count?.attempts ?? 0) + 1
  if (attempts < rule.limit)
    return { attempts, waitUntil: 0, forgottenAt: count?.forgottenAt ?? now + rule.window }
  // 2 ** 31 waits are longer than any longest one, and finite.
  const doubled = rule.firstWait * 2 ** Math.min(attempts - rule.limit, 31)
  const waitUntil = now + Math.min(doubled, rule.longestWait)
  return { attempts, waitUntil, forgottenAt: waitUntil + rule.window }
}
