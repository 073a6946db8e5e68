import { LRUCache } from 'lru-cache'

/** A value in the memory of this process; times in milliseconds of the clock that nobody sets. */
export interface MemoryEntry {
  readonly text: string
  readonly tags: readonly string[]
  readonly keptAt: number
  readonly freshUntil: number
  /** Until when it is answered while a new value is loaded. */
  readonly staleUntil: number
  readonly keptUntil: number
  /** Until when no new value is asked for, because the last attempt has failed. */
  readonly restUntil?: number
}

/** What an entry costs beside its texts: the record, the list of the least recently used, the index. */
const overhead = 200

/** The first tier: values in memory, bounded in number and in bytes, the least recently used go first. */
export class MemoryTier {
  readonly #entries: LRUCache<string, MemoryEntry>
  readonly #byTag = new Map<string, Set<string>>()
  /** How many values gave way to others. */
  evictions = 0

  constructor({ entries, bytes }: { readonly entries: number; readonly bytes: number }) {
    this.#entries = new LRUCache({
      max: entries,
      maxSize: bytes,
      sizeCalculation: ({ text, tags }, place) =>
        overhead +
        2 * (text.length + place.length) +
        tags.reduce((sum, tag) => sum + 2 * tag.length + 100, 0),
      dispose: ({ tags }, place, reason) => {
        if (reason === 'evict') this.evictions += 1
        this.#forgetTags(place, tags)
      },
    })
  }

  get size(): number {
    return this.#entries.size
  }

  /** The bytes of all entries, as they are counted: two for each character. */
  get bytes(): number {
    return this.#entries.calculatedSize
  }

  get(place: string): MemoryEntry | undefined {
    return this.#entries.get(place)
  }

  /** Keeps a value; one that is larger than the whole tier is not kept. */
  set(place: string, entry: MemoryEntry): void {
    this.#entries.set(place, entry)
    if (!this.#entries.has(place)) return
    for (const tag of entry.tags) {
      const places = this.#byTag.get(tag)
      if (places === undefined) this.#byTag.set(tag, new Set([place]))
      else places.add(place)
    }
  }

  delete(place: string): void {
    this.#entries.delete(place)
  }

  deleteTags(tags: readonly string[]): void {
    for (const tag of tags) for (const place of [...(this.#byTag.get(tag) ?? [])]) this.delete(place)
  }

  clear(): void {
    this.#entries.clear()
  }

  #forgetTags(place: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const places = this.#byTag.get(tag)
      places?.delete(place)
      if (places?.size === 0) this.#byTag.delete(tag)
    }
  }
}
