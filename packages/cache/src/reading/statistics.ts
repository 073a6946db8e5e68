/** What a namespace has done since the process began, and what it holds in memory now. */
export interface CacheStatistics {
  /** Answers from the memory of this process. */
  readonly memoryHits: number
  /** How often memory was asked and had nothing that could be answered at once. */
  readonly memoryMisses: number
  /** Answers from Redis. */
  readonly sharedHits: number
  /** How often Redis was asked and had nothing fresh. */
  readonly sharedMisses: number
  /** Old values that were answered at once, or because loading failed. */
  readonly staleHits: number
  /** How often a value was loaded. */
  readonly loads: number
  /** How often loading failed. */
  readonly failures: number
  /** Values that gave way to others in memory, because it has so many entries or bytes and no more. */
  readonly evictions: number
  /** Values in memory. */
  readonly entries: number
  /** Their bytes, two for each character. */
  readonly bytes: number
}

/** Counts. */
export type Counters = {
  -readonly [Name in Exclude<keyof CacheStatistics, 'entries' | 'bytes' | 'evictions'>]: number
}

/**
 * Counters of a namespace that has done nothing.
 *
 *     newCounters().loads    // 0
 */
export function newCounters(): Counters {
  return {
    memoryHits: 0,
    memoryMisses: 0,
    sharedHits: 0,
    sharedMisses: 0,
    staleHits: 0,
    loads: 0,
    failures: 0,
  }
}
