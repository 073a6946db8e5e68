import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { memoryRateLimitStore, redisRateLimitStore } from '@vivace/limits'
import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { storeConformance } from '../stores/store-conformance.ts'

const { REDIS_URL: givenUrl } = process.env
// A Redis that was given may remember an earlier run.
const run = `vivace-test-${process.pid}-${Date.now()}`

if (noRedisServer === undefined || givenUrl !== undefined) withRedis()
else describe('redisRateLimitStore()', () => it('counts in Redis', ({ skip }) => skip(noRedisServer)))

function withRedis(): void {
  let server: RedisServer | undefined
  let redis: Redis
  beforeAll(async () => {
    server = noRedisServer === undefined ? await RedisServer.open() : undefined
    redis = new Redis(server?.url ?? givenUrl ?? '')
  })
  afterAll(async () => {
    redis.disconnect()
    await server?.[Symbol.asyncDispose]()
  })

  storeConformance('redisRateLimitStore()', () => ({
    store: redisRateLimitStore(redis),
    pass: (milliseconds) => delay(milliseconds),
  }))

  describe('redisRateLimitStore()', () => {
    it('sends its script again to a Redis that has forgotten it', async () => {
      const store = redisRateLimitStore(redis)
      const take = { name: 'test', key: run, limit: 2, window: 60_000, cost: 1 }
      await store.take([take])
      await redis.script('FLUSH')
      expect((await store.take([take])).isAllowed).toBe(true)
      expect((await store.take([take])).isAllowed).toBe(false)
    })

    it('leaves nothing behind: every key ends with its window', async () => {
      const store = redisRateLimitStore(redis, `${run}:ends:`)
      await store.take([
        { name: 'a', key: 'k', limit: 2, window: 60_000, cost: 1 },
        { name: 'b', key: 'k', limit: 1_000, window: 3_600_000, cost: 1 },
      ])
      const keys = await redis.keys(`${run}:ends:*`)
      expect(keys.sort()).toEqual([`${run}:ends:a/60000:k`, `${run}:ends:b/3600000:k`])
      const [first = 0, second = 0] = await Promise.all(keys.map((key) => redis.pttl(key)))
      expect(first).toBeGreaterThan(50_000)
      expect(first).toBeLessThanOrEqual(60_001)
      expect(second).toBeGreaterThan(3_500_000)
      expect(second).toBeLessThanOrEqual(3_600_000 + 36_001)
    })

    it('lets nobody wait longer than a window when the clock of Redis is set back, and gives nothing back early', async () => {
      const store = redisRateLimitStore(redis, `${run}:back:`)
      const take = { name: 'x', key: 'k', limit: 5, window: 60_000, cost: 1 }
      const inAnHour = Date.now() + 3_600_000
      await redis.rpush(`${run}:back:x/60000:k`, inAnHour - 10, 1, inAnHour, 3)
      const refused = await store.take([{ ...take, cost: 2 }])
      expect(refused).toEqual({
        isAllowed: false,
        states: [{ remaining: 1, resetAfter: 60_000, retryAfter: 60_000 }],
      })
      expect(await store.take([take])).toMatchObject({ isAllowed: true, states: [{ remaining: 0 }] })
      const entries = (await redis.lrange(`${run}:back:x/60000:k`, 0, -1)).map(Number)
      expect(entries.filter((_, at) => at % 2 === 1).reduce((sum, count) => sum + count)).toBe(5)
      expect(Math.max(...entries)).toBeLessThan(inAnHour - 3_000_000)
    })

    it('does not ask a key that has another type: its error is that of the store', async () => {
      await redis.set(`${run}:odd:x/1000:k`, 'text')
      const store = redisRateLimitStore(redis, `${run}:odd:`)
      await expect(store.take([{ name: 'x', key: 'k', limit: 1, window: 1_000, cost: 1 }])).rejects.toThrow(
        'WRONGTYPE',
      )
    })

    it('counts as the store in memory does, whatever is asked', async () => {
      const shared = redisRateLimitStore(redis, `${run}:same:`)
      const own = memoryRateLimitStore()
      for (let at = 0; at < 500; at++) {
        const takes = ['a', 'b'].map((name) => ({
          name,
          key: `k${at % 7}`,
          limit: 10 + (at % 3) * 200,
          window: 3_600_000,
          cost: (at * 7) % 5,
        }))
        const [one, other] = [await shared.take(takes), own.take(takes)]
        expect(one.isAllowed).toBe(other.isAllowed)
        expect(one.states.map(({ remaining }) => remaining)).toEqual(
          other.states.map(({ remaining }) => remaining),
        )
      }
    })
  })
}
