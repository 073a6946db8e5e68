import type { Clock } from 'vivace'
import { type LocalLease, LocalLeases, type MemoryEntry, MemoryTier } from '../memory/index.ts'
import { type NamespaceLimits, retentionOf } from '../namespaces/index.ts'
import type { Invalidation, SharedRecord, SharedTier, SharedTiers } from '../shared/index.ts'

/** `rested`: an old value after a failure, for a moment as good as new. `kept`: for want of a better one. */
export type Freshness = 'fresh' | 'rested' | 'stale' | 'kept'

/** A value of either tier. */
export interface Recalled {
  readonly text: string
  readonly tags: readonly string[]
  readonly freshness: Freshness
}

/** What the tiers of one namespace are made of. */
export interface TiersOptions {
  readonly namespace: string
  readonly limits: NamespaceLimits
  readonly shared: SharedTiers | undefined
  readonly clock: Clock
}

/** For how long a process that hears nothing of the others believes its memory, in milliseconds. */
const deafFor = 2_000
/** How long nobody asks again for a value whose loading has failed, where an old one is at hand. */
const restFor = 1_000

/** Both tiers of one namespace: what is in them, what may be kept in them, and what is removed from them. */
export class Tiers {
  readonly memory: MemoryTier
  readonly leases: LocalLeases = new LocalLeases()
  readonly shared: SharedTier | undefined
  readonly limits: NamespaceLimits
  readonly #options: TiersOptions
  #forget: (change: Invalidation) => void = () => undefined

  constructor(options: TiersOptions) {
    const { limits, shared, namespace } = options
    this.limits = limits
    this.#options = options
    this.memory = new MemoryTier(limits)
    this.shared = shared?.tier({
      namespace,
      retention: retentionOf(limits, limits.ttl),
      listener: {
        invalidated: (change) => this.invalidateHere(change),
        flush: () => this.invalidateHere({ all: true }),
      },
    })
  }

  /** How long a value that is fresh for `ttl` is kept, in milliseconds. */
  readonly retentionOf = (ttl: number): number => retentionOf(this.limits, ttl)

  /** Calls `forget` with what is invalidated, so that nobody joins a load that began before. */
  onInvalidation(forget: (change: Invalidation) => void): void {
    this.#forget = forget
  }

  /** What memory has at a place. */
  recall(place: string): Recalled | undefined {
    const entry = this.memory.get(place)
    if (entry === undefined) return undefined
    const freshness = this.#freshnessOf(entry)
    if (freshness !== undefined) return { text: entry.text, tags: entry.tags, freshness }
    this.memory.delete(place)
    return undefined
  }

  /** How good a record of the shared tier is. */
  judge({ text, tags, freshFor, keptFor }: SharedRecord): Recalled | undefined {
    if (keptFor <= 0) return undefined
    const isStale = freshFor > -this.limits.staleFor
    return { text, tags, freshness: freshFor > 0 ? 'fresh' : isStale ? 'stale' : 'kept' }
  }

  /** Keeps a new value in memory, if its lease allows it. */
  keep(
    { text, tags, ttl }: { readonly text: string; readonly tags: readonly string[]; readonly ttl: number },
    lease: LocalLease,
  ): void {
    this.keepRecord({ text, tags, id: '', freshFor: ttl, keptFor: this.retentionOf(ttl) }, lease)
  }

  /** Keeps what the shared tier has in memory as well, if its lease allows it. */
  keepRecord({ text, tags, freshFor, keptFor }: SharedRecord, lease: LocalLease): void {
    if (!lease.allows(tags) || keptFor <= 0) return
    const keptAt = this.#options.clock.monotonic()
    this.memory.set(lease.place, {
      text,
      tags,
      keptAt,
      freshUntil: keptAt + freshFor,
      staleUntil: keptAt + freshFor + this.limits.staleFor,
      keptUntil: keptAt + keptFor,
    })
  }

  /** Lets an old value do for a moment. */
  rest({ text, tags }: Recalled, lease: LocalLease): void {
    if (!lease.allows(tags)) return
    const now = this.#options.clock.monotonic()
    const known = this.memory.get(lease.place)
    const entry = known ?? { text, tags, keptAt: now, freshUntil: 0, staleUntil: 0, keptUntil: now + restFor }
    this.memory.set(lease.place, { ...entry, restUntil: now + restFor })
  }

  /** Removes what is valid no more from both tiers, and tells the other processes. */
  async invalidate(change: Invalidation): Promise<void> {
    this.invalidateHere(change)
    if (this.shared === undefined) return
    await this.shared.invalidate(change)
    // Once more: somebody may have read it from the shared tier in between.
    this.invalidateHere(change)
  }

  /** Removes what is valid no more from memory, and takes the leases away from what is being loaded. */
  invalidateHere(change: Invalidation): void {
    const { places = [], tags = [], all = false } = change
    for (const place of places) {
      this.memory.delete(place)
      this.leases.void(place)
    }
    this.memory.deleteTags(tags)
    this.leases.voidTags(tags)
    if (all) {
      this.memory.clear()
      this.leases.voidAll()
    }
    this.#forget(change)
  }

  #freshnessOf(entry: MemoryEntry): Freshness | undefined {
    const now = this.#options.clock.monotonic()
    if (now >= entry.keptUntil) return undefined
    if (entry.restUntil !== undefined && now < entry.restUntil) return 'rested'
    if (now >= this.#believedUntil(entry)) return 'kept'
    return now < entry.freshUntil ? 'fresh' : now < entry.staleUntil ? 'stale' : 'kept'
  }

  #believedUntil({ keptAt }: MemoryEntry): number {
    const since = this.#options.shared?.deafSince
    return since === undefined ? Number.POSITIVE_INFINITY : Math.max(since, keptAt) + deafFor
  }
}
