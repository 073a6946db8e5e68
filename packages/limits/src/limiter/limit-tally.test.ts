import { App, type Dependency, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { rateLimit, type RateLimiter, rateLimiter, rateLimitGuard, type RateLimitStore } from '@vivace/limits'

const broken: RateLimitStore = { take: () => Promise.reject(new Error('gone')) }

async function asked(limiter: Dependency<RateLimiter, 'app'>, times: number) {
  const all = rateLimit({ limit: 5, per: '1m', name: 'all' }, { limiter })
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger, middleware: [all] })
  const login = rateLimitGuard({ name: 'login', limit: 2, per: '1m', whenUnavailable: 'refuse' }, { limiter })
  app.get('/login', { dependencies: [login] }, () => undefined)
  app.get('/stats', { inputs: { limiter } }, ({ limiter }) => limiter.stats())
  await using client = await testClient(app)
  for (let at = 0; at < times; at++) await client.get('/login')
  return (await client.get('/stats')).json()
}

describe('the statistics of a limiter', () => {
  it('say by limit what was allowed and what was refused', async () => {
    expect(await asked(rateLimiter({ redis: '' }), 4)).toEqual([
      { limit: 'all', allowed: 5, refused: 0, unavailable: 0, fallback: 0 },
      { limit: 'login', allowed: 2, refused: 2, unavailable: 0, fallback: 0 },
    ])
  })

  it('say how much each process has judged alone, and what it could not judge', async () => {
    expect(await asked(rateLimiter({ store: broken, processes: 1 }), 3)).toEqual([
      { limit: 'all', allowed: 4, refused: 0, unavailable: 0, fallback: 4 },
      { limit: 'login', allowed: 0, refused: 0, unavailable: 3, fallback: 0 },
    ])
  })
})
