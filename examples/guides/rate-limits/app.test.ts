import { clock } from 'vivace'
import { rateLimiter, rateLimits } from '@vivace/limits'
import { fakeClock, testClient } from 'vivace/testing'
import { expect, it } from 'vitest'
import { app } from './app.ts'

it.each([
  ['register', 3],
  ['login', 5],
  ['refresh', 10],
  ['change-password', 5],
])('lets a client %s %i times a minute', async (name, limit) => {
  // #region test
  const time = fakeClock('2026-01-01')
  using _time = app.override(clock, () => time)
  using _limits = app.override(rateLimits, rateLimiter({ redis: '' }))
  await using client = await testClient(app)
  // #endregion
  const json = { email: 'ann@example.com', password: 'correct horse' }
  for (let at = 0; at < limit; at++) expect((await client.post(`/auth/${name}`, { json })).status).toBe(200)
  const refused = await client.post(`/auth/${name}`, { json })
  expect(refused.status).toBe(429)
  expect(refused.headers.get('ratelimit-policy')).toBe(`"${name}";q=${limit};w=60, "default";q=100;w=60`)
  await time.advance('1m')
  expect((await client.post(`/auth/${name}`, { json })).status).toBe(200)
})

it('lets a client send 100 requests a minute, but for those that ask after its health', async () => {
  using _limits = app.override(rateLimits, rateLimiter({ redis: '' }))
  using _time = app.override(clock, () => fakeClock('2026-01-01'))
  await using client = await testClient(app)
  const statuses = async (path: string): Promise<readonly number[]> =>
    Promise.all(Array.from({ length: 101 }, async () => (await client.get(path)).status))
  expect((await statuses('/nothing')).filter((status) => status === 429)).toHaveLength(1)
  expect((await statuses('/health')).filter((status) => status === 200)).toHaveLength(101)
})

it('lets a user export 10,000 rows an hour', async () => {
  const time = fakeClock('2026-01-01')
  using _time = app.override(clock, () => time)
  using _limits = app.override(rateLimits, rateLimiter({ redis: '' }))
  await using client = await testClient(app)
  const rows = async (count: number, user = 'ann'): Promise<readonly [number, string | null]> => {
    const headers = { authorization: `Bearer ${user}.1` }
    const answer = await client.get(`/export?rows=${count}`, { headers })
    return [answer.status, answer.headers.get('retry-after')]
  }
  expect(await rows(9_000)).toEqual([200, null])
  expect(await rows(1_001)).toEqual([429, '3600'])
  expect(await rows(1_000)).toEqual([200, null])
  expect(await rows(10_000, 'bob')).toEqual([200, null])
  expect((await client.get('/export')).status).toBe(401)
})
