import { expect, it, vi } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('is busy once', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await using client = await testClient(app)
  expect((await client.get('/levels/1')).status).toBe(503)
  expect((await client.get('/levels/1')).json()).toEqual({ itemId: 1, left: 12 })
  expect((await client.get('/levels/2')).status).toBe(404)
})
