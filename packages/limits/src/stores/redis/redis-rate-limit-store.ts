import type { RedisCommands } from '@vivace/redis'
import { grainOf } from '../grain.ts'
import type { RateLimitState, RateLimitStore, RateLimitTake, RateLimitVerdict } from '../rate-limit-store.ts'
import { takeScript } from './scripts.ts'

/**
 * Counts in Redis (5 or newer), together with every process that has the same Redis and prefix. The time is Redis' own.
 *
 *     rateLimiter({ store: redisRateLimitStore(new Redis(url)) })
 *
 * Each request costs one round trip, however many limits it has. They may have keys in several slots, which a Redis
 * Cluster does not run scripts over: give it a Redis that is none.
 */
export function redisRateLimitStore(redis: RedisCommands, prefix = 'vivace:limits:'): RateLimitStore {
  return {
    async take(takes) {
      const keys = takes.map(({ name, key, window }) => `${prefix}${name}/${window}:${key}`)
      const args = takes.flatMap((take) => [take.limit, take.window, take.cost, grainOf(take)])
      return verdictOf(await takeScript.run(redis, { keys, args }), takes)
    },
  }
}

function verdictOf(answer: unknown, takes: readonly RateLimitTake[]): RateLimitVerdict {
  if (!Array.isArray(answer) || answer.length !== 1 + takes.length * 3)
    throw new TypeError('Redis gives another answer than the script of rate limits does.')
  const [allowed, ...figures] = answer.map(Number)
  const states = takes.map((_, at): RateLimitState => {
    const [remaining = 0, resetAfter = 0, retryAfter = 0] = figures.slice(at * 3, at * 3 + 3)
    return { remaining, resetAfter, retryAfter }
  })
  return { isAllowed: allowed === 1, states }
}
