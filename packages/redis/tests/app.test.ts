import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { redis, redisCheck, redisScript, RedisUnavailable } from '@vivace/redis'
import { healthRouter } from '@vivace/telemetry'
import { App, type Logger, silentLogger, singleton } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
})

const shop = (store: ReturnType<typeof redis>): App => {
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger, errors: [RedisUnavailable] })
  const count = redisScript(`return redis.call('INCR', KEYS[1])`, Number)
  app.get('/visits', { inputs: { store } }, ({ store }) => count.run(store, { keys: ['visits'] }))
  app.include(healthRouter({ checks: { redis: redisCheck(store) } }))
  return app
}

describe('redis()', () => {
  it('keeps the app from starting where there is no address', async () => {
    vi.stubEnv('REDIS_URL', '')
    await expect(shop(redis()).start()).rejects.toMatchObject({ code: 'REDIS_INVALID' })
  })

  it('answers 503 without Redis, says why in no answer, and is not ready', async () => {
    // Nobody listens to port 1.
    await using client = await testClient(
      shop(redis({ url: 'redis://:hidden@127.0.0.1:1', log: silentLogger })),
    )
    const refused = await client.get('/visits')
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('2')
    expect(refused.json()).toEqual({
      type: 'about:blank',
      title: 'A part of this service is not available now',
      status: 503,
      code: 'store-unavailable',
    })
    const report = await client.get('/health/ready')
    expect(report.status).toBe(503)
    expect(report.text()).not.toMatch(/hidden|127|ECONN/)
  })

  it('tells the log of the app that Redis is not there, unless it has one of its own', async () => {
    const said: string[] = []
    const recording = (name: string): Logger => ({
      ...silentLogger,
      warn: (message) => void said.push(`${name}: ${message}`),
    })
    const ask = async (store: ReturnType<typeof redis>): Promise<void> => {
      const app = new App({ title: 'Shop', version: '1.0.0', log: recording('the app') })
      app.get('/', { inputs: { store } }, () => null)
      await using _ = await testClient(app)
    }
    await ask(redis({ url: 'redis://127.0.0.1:1' }))
    await ask(redis({ url: 'redis://127.0.0.1:1', log: recording('its own') }))
    const lost = 'Redis does not answer: what needs it is refused until it does.'
    expect(said).toEqual([`the app: ${lost}`, `its own: ${lost}`])
  })

  it('documents the 503 where it is listed', async () => {
    await using client = await testClient(shop(redis({ url: 'redis://127.0.0.1:1', log: silentLogger })))
    const document = JSON.stringify((await client.get('/openapi.json')).json())
    expect(document).toContain('store-unavailable')
  })
})

describe.skipIf(noRedisServer !== undefined)(
  `redis() with a Redis${noRedisServer === undefined ? '' : ` (skipped: ${noRedisServer})`}`,
  () => {
    it('is found in REDIS_URL or where it is told, and ends with the app', async () => {
      await using server = await RedisServer.open()
      vi.stubEnv('REDIS_URL', server.url)
      const before = await clients(server)
      for (const url of [undefined, server.url, singleton({}, () => server.url)]) {
        const store = redis({
          ...(url === undefined ? {} : { url }),
          commandTimeout: '5s',
          log: silentLogger,
        })
        {
          await using client = await testClient(shop(store))
          expect((await client.get('/visits')).status).toBe(200)
          expect(await clients(server)).toBe(before + 1)
        }
        await expect.poll(() => clients(server)).toBe(before)
      }
      expect(await server.call('GET', 'visits')).toBe('3')
    })

    it('is ready again by itself when Redis is back, and tells the log (T70)', async () => {
      await using server = await RedisServer.open()
      const log = { ...silentLogger, info: vi.fn(), warn: vi.fn() }
      await using client = await testClient(shop(redis({ url: server.url, commandTimeout: '5s', log })))
      const status = async (): Promise<number> => (await client.get('/health/ready')).status
      expect(await status()).toBe(200)
      await server.kill()
      await expect.poll(status).toBe(503)
      await server.start()
      await expect.poll(status).toBe(200)
      expect((await client.get('/visits')).status).toBe(200)
      expect(log.info).toHaveBeenCalledTimes(2)
      expect(log.warn).toHaveBeenCalledTimes(1)
    })
  },
)

async function clients(server: RedisServer): Promise<number> {
  const list = String(await server.call('CLIENT', 'LIST'))
  // Without the one that asks.
  return list.split('\n').filter((line) => line !== '').length - 1
}
