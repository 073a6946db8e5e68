import { App, clock, silentLogger } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import {
  memoryRateLimitStore,
  rateLimit,
  rateLimiter,
  type RateLimiterOptions,
  type RateLimitStore,
  type RateLimitTake,
  type RateLimitVerdict,
} from '@vivace/limits'
import { limitedServer } from '../fixtures/limited-program.ts'
import { many } from '../fixtures/many.ts'
import { noRedisServer, RedisServer } from '@vivace/fixtures'

const shop = (options: RateLimiterOptions): App => {
  const limits = rateLimit({ limit: 10, per: '1m' }, { limiter: rateLimiter(options) })
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger, middleware: [limits] })
  app.get('/', {}, () => 'here')
  return app
}

/** A store that fails when it is told to. */
class Failing implements RateLimitStore {
  asked = 0
  isDown = false
  readonly #store = memoryRateLimitStore()

  async take(takes: readonly RateLimitTake[]): Promise<RateLimitVerdict> {
    this.asked += 1
    await Promise.resolve()
    if (this.isDown) throw new Error('gone')
    return this.#store.take(takes)
  }
}

describe('a limiter without its Redis', () => {
  it('does not keep the app from starting', async () => {
    // Nobody listens to port 1.
    await using client = await testClient(shop({ redis: 'redis://127.0.0.1:1', processes: 2 }))
    const statuses = []
    for (let at = 0; at < 7; at++) statuses.push((await client.get('/')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
  })

  it.each(['http://127.0.0.1:6379', 'cache:6379', 'redis://:secret@'])(
    'does not start with the address %s, and does not repeat it',
    async (redis) => {
      const starting = shop({ redis }).start()
      await expect(starting).rejects.toThrow('rateLimiter(): the address of Redis is no URL')
      await expect(starting).rejects.not.toThrow('secret')
    },
  )

  it.each([{ processes: 0 }, { processes: 1.5 }, { keys: 0 }])('does not start with %j', async (options) => {
    await expect(shop({ redis: '', ...options }).start()).rejects.toThrow('RATE_LIMIT_INVALID')
  })

  it('asks again with one request a second, and with all when one was answered', async () => {
    const store = new Failing()
    const app = shop({ store, processes: 1 })
    const time = fakeClock()
    app.override(clock, () => time)
    await using client = await testClient(app)
    const ask = (times: number): Promise<unknown> =>
      Promise.all(Array.from({ length: times }, () => client.get('/')))
    store.isDown = true
    await ask(1)
    expect(store.asked).toBe(1)
    await ask(20)
    expect(store.asked).toBe(1)
    await time.advance('1s')
    await ask(20)
    expect(store.asked).toBe(2)
    store.isDown = false
    await time.advance('1s')
    await ask(1)
    await ask(5)
    expect(store.asked).toBe(8)
  })

  it('gives each process its share of a limit', async () => {
    const store = new Failing()
    store.isDown = true
    for (const [processes, share] of [
      [1, 10],
      [3, 3],
      [10, 1],
      [50, 1],
    ] as const) {
      // prettier-ignore
      await using client = await testClient(shop({ store, processes }))
      const answers = await Promise.all(Array.from({ length: 20 }, () => client.get('/')))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(share)
    }
  })

  it('counts its share of as many processes as Redis has last counted', async ({ skip }) => {
    if (noRedisServer !== undefined) return skip(noRedisServer)
    await using redis = await RedisServer.open()
    const [one, other] = [shop({ redis: redis.url, timeout: '10s' }), shop({ redis: redis.url })]
    const time = fakeClock()
    one.override(clock, () => time)
    await using client = await testClient(one)
    await other.start()
    await time.advance('2s')
    // Redis answers one after the other: by now the count is there.
    expect((await client.get('/')).headers.get('ratelimit')).toMatch(/^"default";r=9;/)
    await redis.kill()
    const answers = []
    for (let at = 0; at < 20; at++) answers.push((await client.get('/')).status)
    expect(answers.filter((status) => status === 200)).toHaveLength(5)
    await other.stop()
  })

  it('waits no longer than it is told to for a Redis that hangs', async ({ skip }) => {
    if (noRedisServer !== undefined) return skip(noRedisServer)
    await using redis = await RedisServer.open()
    await using server = limitedServer({ REDIS_URL: redis.url, REDIS_TIMEOUT: '100' })
    const url = `${await server.url()}/open`
    redis.freeze()
    expect(await many([url], 'hanging', 300)).toEqual({ 200: 100, 429: 200 })
    await server.says('Rate limits cannot be counted together')
    redis.thaw()
  })
})
