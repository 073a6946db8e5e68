import { expect, it, vi } from 'vitest'
import { clock } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { app } from './app.ts'

vi.stubEnv('REDIS_URL', '')

it('lets nobody guess a password more than five times a minute', async () => {
  await using client = await testClient(app)
  const json = { name: 'ana', password: 'guess' }
  for (const status of [401, 401, 401, 401, 401, 429]) {
    expect((await client.post('/login', { json })).status).toBe(status)
  }
})

// #region test
it('counts each partner for itself', async () => {
  const time = fakeClock('2026-12-24')
  using _ = app.override(clock, () => time)
  await using client = await testClient(app)
  const order = async (key: string) =>
    (await client.post('/orders', { headers: { 'x-api-key': key } })).status
  expect([await order('ana'), await order('ana'), await order('ana')]).toEqual([201, 201, 429])
  expect(await order('bob')).toBe(201)
  await time.advance('1s')
  expect(await order('ana')).toBe(201)
})
// #endregion
