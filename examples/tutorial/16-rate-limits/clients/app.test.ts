import { expect, it, vi } from 'vitest'
import { clock } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { app } from './app.ts'

// A Redis would remember what earlier tests have asked.
vi.stubEnv('REDIS_URL', '')

// #region test
it('lets a client ask three times a minute', async () => {
  const time = fakeClock('2026-12-24')
  using _ = app.override(clock, () => time)
  await using client = await testClient(app)
  for (const status of [200, 200, 200, 429]) expect((await client.get('/items')).status).toBe(status)
  await time.advance('1m')
  expect((await client.get('/items')).status).toBe(200)
})
// #endregion

it('counts a client by its address, whatever it says', async () => {
  await using client = await testClient(app)
  for (const status of [200, 200, 200, 429]) {
    const headers = { 'x-forwarded-for': `203.0.113.${status}` }
    expect((await client.get('/items', { headers })).status).toBe(status)
  }
})
