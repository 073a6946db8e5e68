import { openRedis, redisUrl } from '@vivace/redis'
import {
  type Clock,
  clock,
  DefinitionError,
  type Dependency,
  type Duration,
  parseDuration,
  singleton,
} from 'vivace'
import { memoryRateLimitStore } from '../stores/memory-rate-limit-store.ts'
import type { RateLimitStore } from '../stores/rate-limit-store.ts'
import { ProcessCount } from '../stores/redis/process-count.ts'
import { redisRateLimitStore } from '../stores/redis/redis-rate-limit-store.ts'
import { ownRateLimiter, type RateLimiter, SharedRateLimiter } from './rate-limiter.ts'

/** Where an app counts. */
export interface RateLimiterOptions {
  /** The address of the Redis that all processes count in; `REDIS_URL` if absent, and memory if that is not set. */
  readonly redis?: string
  /** A store of your own that all processes share, instead of Redis. */
  readonly store?: RateLimitStore
  /** What the names of keys in Redis begin with; `vivace:limits:` if absent. Apps that share a Redis have their own. */
  readonly prefix?: string
  /** How long Redis is waited for; 50 ms if absent. */
  readonly timeout?: Duration
  /**
   * How many processes share a limit while the store does not answer. If absent, Redis counts those that are alive, and
   * a store of your own is taken to have one.
   */
  readonly processes?: number
  /** How many keys of each limit are counted in memory; 10,000 if absent. */
  readonly keys?: number
}

/**
 * Where an app counts its requests, as a singleton. `rateLimits` is the one that is used if nobody says otherwise.
 *
 *     const limiter = rateLimiter({ redis: 'redis://cache:6379', processes: 4 })
 *     app.get('/search', { dependencies: [rateLimitGuard({ name: 'search', limit: 30, per: '1m' }, { limiter })] }, …)
 *
 * The app does not start, with RATE_LIMIT_INVALID, where a number of processes or keys is not a whole one from 1, and with
 * REDIS_INVALID for an address that is none and a Redis that refuses the password. One that does not answer is no error.
 */
export function rateLimiter(options: RateLimiterOptions = {}): Dependency<RateLimiter, 'app'> {
  return singleton({ clock }, async function* ({ clock }) {
    checkCount('processes', options.processes)
    checkCount('keys', options.keys)
    const local = memoryRateLimitStore({
      clock,
      ...(options.keys === undefined ? {} : { keys: options.keys }),
    })
    const { store, redis = redisUrl() ?? '', processes } = options
    if (store !== undefined) {
      yield new SharedRateLimiter({ shared: store, local, clock, processes: () => processes ?? 1 })
    } else if (redis === '') yield ownRateLimiter(local)
    else yield* countInRedis({ options, redis, local, clock })
  })
}

/** Where requests are counted if nobody says otherwise: in the Redis of `REDIS_URL`, or in memory. */
export const rateLimits: Dependency<RateLimiter, 'app'> = rateLimiter()

interface RedisCounting {
  readonly options: RateLimiterOptions
  readonly redis: string
  readonly local: RateLimitStore
  readonly clock: Clock
}

async function* countInRedis(counting: RedisCounting): AsyncGenerator<RateLimiter, void, unknown> {
  const { options, local, clock } = counting
  const connection = await openRedis({
    url: counting.redis,
    where: 'rateLimiter()',
    commandTimeout: parseDuration(options.timeout ?? '50ms', 'rateLimiter({ timeout })'),
  })
  const count = new ProcessCount(connection, clock, options.prefix)
  if (options.processes === undefined) await count.start()
  try {
    yield new SharedRateLimiter({
      shared: redisRateLimitStore(connection, options.prefix),
      local,
      clock,
      processes: () => options.processes ?? count.value,
    })
  } finally {
    count.stop()
    connection.close()
  }
}

function checkCount(name: 'processes' | 'keys', count: number | undefined): void {
  if (count === undefined || (Number.isSafeInteger(count) && count > 0)) return
  throw new DefinitionError({
    code: 'RATE_LIMIT_INVALID',
    where: `rateLimiter({ ${name} })`,
    cause: `${count} is not a number of ${name}`,
    remedy: 'write a whole number from 1',
  })
}
