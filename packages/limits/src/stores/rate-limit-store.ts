/** What one limit is asked for. */
export interface RateLimitTake {
  /** The limit: keys of another name, or of another window, are counted apart. */
  readonly name: string
  /** Whose units they are. */
  readonly key: string
  /** How many units one key has in any window. */
  readonly limit: number
  /** The length of the window in milliseconds. */
  readonly window: number
  /** How many units the request takes; 0 only asks. */
  readonly cost: number
}

/** How it stands with one limit, after it was asked. */
export interface RateLimitState {
  /** How many units are left. */
  readonly remaining: number
  /** Milliseconds until more are: until the oldest unit that was taken is given back. 0 if none is taken. */
  readonly resetAfter: number
  /** Milliseconds until the cost could be taken; 0 if it could be at once. */
  readonly retryAfter: number
}

/** What a store answers. */
export interface RateLimitVerdict {
  /** Whether the units were taken: those of all limits, or none. */
  readonly isAllowed: boolean
  /** One for each that was asked, in that order. */
  readonly states: readonly RateLimitState[]
}

/**
 * Counts units in sliding windows. `memoryRateLimitStore()` and `redisRateLimitStore()` are two.
 *
 *     const { isAllowed } = await store.take([{ name: 'user', key: '7', limit: 100, window: 60_000, cost: 1 }])
 *
 * It is atomic over everybody who has the store: no key is ever given more than `limit` units within any `window`, and
 * of several limits all are taken from or none. What is refused counts nowhere.
 */
export interface RateLimitStore {
  /** Rejects if the count cannot be known. */
  take(takes: readonly RateLimitTake[]): RateLimitVerdict | Promise<RateLimitVerdict>
}
