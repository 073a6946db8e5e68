import type { RateLimitTake } from '../stores/rate-limit-store.ts'

/**
 * What one of several processes may give away by itself, so that all of them together stay within the limit: at least
 * one unit, or a limit below the number of processes would let nobody in.
 *
 *     localShare({ name, key, limit: 100, window, cost: 1 }, 3).limit    // 33
 */
export function localShare(take: RateLimitTake, processes: number): RateLimitTake {
  const limit = Math.max(1, Math.floor(take.limit / processes))
  // What costs more than the share would never pass.
  return { ...take, limit, cost: take.cost > take.limit ? take.cost : Math.min(take.cost, limit) }
}
