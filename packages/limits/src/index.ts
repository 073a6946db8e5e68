// The public names of @vivace/limits, grouped by concept.

// Limits
export { rateLimit, type RateLimitPlace } from './limits/rate-limit.ts'
export { rateLimitGuard } from './limits/rate-limit-guard.ts'
export type { RateLimitBounds, RateLimitGuardOptions, RateLimitOptions } from './limits/rate-limit-options.ts'
export { clientKey } from './keys/client-key.ts'
export type { RateLimitKey } from './keys/hidden-key.ts'

// Answers
export {
  RateLimitExceeded,
  RateLimitUnavailable,
  type ViolatedPolicies,
} from './answers/rate-limit-errors.ts'

// Where requests are counted
export type { RateLimitStatistics } from './limiter/limit-tally.ts'
export { type RateLimiter, type RateLimitQuestion, type WhenUnavailable } from './limiter/rate-limiter.ts'
export { rateLimiter, type RateLimiterOptions, rateLimits } from './limiter/rate-limits.ts'
export {
  type MemoryRateLimitStore,
  memoryRateLimitStore,
  type MemoryRateLimitStoreOptions,
} from './stores/memory-rate-limit-store.ts'
export type {
  RateLimitState,
  RateLimitStore,
  RateLimitTake,
  RateLimitVerdict,
} from './stores/rate-limit-store.ts'
export { redisRateLimitStore } from './stores/redis/redis-rate-limit-store.ts'
export type { RedisCommands } from '@vivace/redis'
