import { type RedisConnection, redisScript } from '@vivace/redis'
import { type IdempotencyRecord, type IdempotencyStore, memoryIdempotencyStore, singleton } from 'vivace'
import { sharedRedis } from './shared-redis.ts'

const mine = `if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end`

const claim = redisScript(
  `local kept = redis.call('HGET', KEYS[1], 'record')
   if kept then return kept end
   redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'record', ARGV[2])
   redis.call('PEXPIRE', KEYS[1], ARGV[3])
   return nil`,
  (reply) => (typeof reply === 'string' ? reply : undefined),
)

const save = redisScript(
  `${mine}
   redis.call('HSET', KEYS[1], 'record', ARGV[2])
   redis.call('PEXPIRE', KEYS[1], ARGV[3])
   return 1`,
)

const release = redisScript(`${mine} return redis.call('DEL', KEYS[1])`)

/** Idempotency keys in Redis, for all processes that share it. Rejects with `RedisUnavailable` while that is gone. */
export function redisIdempotencyStore(
  redis: RedisConnection,
  prefix = 'workflows:idempotency',
): IdempotencyStore {
  const keys = (key: string): string[] => [`${prefix}:${key}`]
  const whole = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds))
  return {
    async claim(key, { owner, fingerprint, lifetime }) {
      const record: IdempotencyRecord = { fingerprint }
      const kept = await claim.run(redis, {
        keys: keys(key),
        args: [owner, JSON.stringify(record), whole(lifetime)],
      })
      // Only `claim` and `save` write there.
      return kept === undefined ? undefined : (JSON.parse(kept) as IdempotencyRecord)
    },
    async save(key, { owner, record, lifetime }) {
      await save.run(redis, { keys: keys(key), args: [owner, JSON.stringify(record), whole(lifetime)] })
    },
    async release(key, owner) {
      await release.run(redis, { keys: keys(key), args: [owner] })
    },
  }
}

/** The idempotency keys of the service. */
export const idempotencyStore = singleton(
  { sharedRedis },
  ({ sharedRedis: { connection } }): IdempotencyStore =>
    connection === undefined ? memoryIdempotencyStore({ keys: 10_000 }) : redisIdempotencyStore(connection),
)
