import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { redis } from '@vivace/redis'
import { App, path, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { app, store } from './app.ts'
import { visits } from './battery.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('a shop with a Redis', () => {
  it('counts, sells as many tickets as there are, and tells every process a price', async ({ skip }) => {
    if (noRedisServer !== undefined) return skip(noRedisServer)
    await using server = await RedisServer.open()
    // #region test
    using _store = app.override(store, redis({ url: server.url, log: silentLogger }))
    await using client = await testClient(app)
    expect((await client.get('/visits/home')).json()).toBe(1)
    expect((await client.get('/visits/home')).json()).toBe(2)
    // #endregion
    const left = []
    for (let at = 0; at < 3; at += 1) left.push((await client.post('/tickets/opera', {})).json())
    expect(left).toEqual([1, 0, -1])
    await client.put('/prices/cup', { json: '5 EUR' })
    await expect.poll(async () => (await client.get('/prices')).json()).toEqual({ cup: '5 EUR' })
    expect((await client.get('/health/ready')).status).toBe(200)
  })

  it('answers 503 at once without', async () => {
    // Nobody listens to port 1.
    using _store = app.override(store, redis({ url: 'redis://127.0.0.1:1', log: silentLogger }))
    await using client = await testClient(app)
    const answers = await Promise.all(['home', 'sale', 'help'].map((page) => client.get(`/visits/${page}`)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
    expect((await client.get('/health/ready')).status).toBe(503)
  })
})

describe('a battery that can do without Redis', () => {
  const counting = (): App => {
    const counter = new App({ title: 'Counter', version: '1.0.0' })
    const page = path(z.string())
    counter.get('/{page}', { inputs: { visits, page } }, ({ visits, page }) => visits.count(page))
    return counter
  }

  it('counts in memory where there is no address, each process by itself', async () => {
    vi.stubEnv('REDIS_URL', '')
    for (const _process of ['one', 'other']) {
      await using client = await testClient(counting())
      expect((await client.get('/home')).json()).toBe(1)
      expect((await client.get('/home')).json()).toBe(2)
    }
  })

  it('counts in Redis where there is one, all processes together', async ({ skip }) => {
    if (noRedisServer !== undefined) return skip(noRedisServer)
    await using server = await RedisServer.open()
    vi.stubEnv('REDIS_URL', server.url)
    for (const count of [1, 2]) {
      await using client = await testClient(counting())
      expect((await client.get('/home')).json()).toBe(count)
    }
  })
})
