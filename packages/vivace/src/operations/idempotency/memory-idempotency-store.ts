import { type Clock, systemClock } from '../../exchange/index.ts'
import type { IdempotencyRecord, IdempotencyStore } from './idempotency-store.ts'

/** What bounds a store in memory. */
export interface MemoryIdempotencyStoreOptions {
  /** How many keys are kept; 100,000 if absent. The oldest answers give way to new ones. */
  readonly keys?: number
  /** Tells when keys end; the machine's clock if absent. */
  readonly clock?: Clock
}

interface Entry {
  readonly owner: string
  readonly record: IdempotencyRecord
  readonly endsAt: number
}

/**
 * Keeps idempotency keys in the memory of this process: for one process, and for tests. What it keeps is lost when
 * the process ends.
 *
 *     idempotency: idempotencyKeys({ store: memoryIdempotencyStore() })
 */
export function memoryIdempotencyStore(options: MemoryIdempotencyStoreOptions = {}): IdempotencyStore {
  const { keys = 100_000, clock = systemClock } = options
  // In the order in which the records were made: the first is the oldest.
  const entries = new Map<string, Entry>()

  function live(key: string): Entry | undefined {
    const entry = entries.get(key)
    if (entry === undefined || entry.endsAt > clock.monotonic()) return entry
    entries.delete(key)
    return undefined
  }

  function put(key: string, entry: Entry): void {
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size > keys) makeRoom(entries, keys)
  }

  const store: IdempotencyStore = {
    claim(key, { owner, fingerprint, lifetime }) {
      const known = live(key)
      if (known !== undefined) return known.record
      put(key, { owner, record: { fingerprint }, endsAt: clock.monotonic() + lifetime })
      return undefined
    },
    save(key, { owner, record, lifetime }) {
      if (live(key)?.owner === owner) put(key, { owner, record, endsAt: clock.monotonic() + lifetime })
    },
    release(key, owner) {
      if (entries.get(key)?.owner === owner) entries.delete(key)
    },
  }
  inMemory.add(store)
  return store
}

const inMemory = new WeakSet<IdempotencyStore>()

/** Whether what a store keeps is known to one process alone, for those who judge an app. */
export function isMemoryIdempotencyStore(store: object): boolean {
  // A set of stores may be asked about anything.
  return inMemory.has(store as IdempotencyStore)
}

// A request that is being answered keeps its key: without it a second one would be let in beside it.
function makeRoom(entries: Map<string, Entry>, keys: number): void {
  for (const [key, { record }] of entries) {
    if (entries.size <= keys) return
    if (record.outcome !== undefined) entries.delete(key)
  }
}
