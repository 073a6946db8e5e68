import { expect, it, vi } from 'vitest'
import { clock } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { app } from './app.ts'
import { itemTable } from './item-table.ts'

// A Redis that other programs use would remember what earlier tests have kept.
vi.stubEnv('REDIS_URL', '')

const json = { name: 'Cup', price: 9 }

// #region expiry
it('reads a row once in five minutes', async () => {
  const find = vi.fn(async () => ({ name: 'Cup', price: 8 }))
  using _table = app.override(itemTable, () => ({ find, save: async (_id, item) => item }))
  const time = fakeClock('2026-12-24')
  using _time = app.override(clock, () => time)
  await using client = await testClient(app)

  await Promise.all([client.get('/items/1'), client.get('/items/1'), client.get('/items/1')])
  expect(find).toHaveBeenCalledTimes(1)
  await time.advance('5m')
  await client.get('/items/1')
  expect(find).toHaveBeenCalledTimes(2)
})
// #endregion

it('tells at once what was written', async () => {
  await using client = await testClient(app)
  await client.get('/items/1')
  expect((await client.put('/items/1', { json })).json()).toEqual(json)
  expect((await client.get('/items/1')).json()).toEqual(json)
  expect((await client.get('/cache')).json()).toEqual({ memoryHits: 1, sharedHits: 0, loads: 1 })
})

it('asks each time for what does not exist', async () => {
  await using client = await testClient(app)
  expect((await client.get('/items/2')).status).toBe(404)
  expect((await client.get('/items/2')).status).toBe(404)
  expect((await client.get('/cache')).json()).toMatchObject({ loads: 2 })
})
