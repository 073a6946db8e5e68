import { expect, it, vi } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

vi.stubEnv('REDIS_URL', '')

// #region test
it('counts an order at once', async () => {
  await using client = await testClient(app)
  await client.get('/bestsellers')
  await client.post('/orders')
  expect((await client.get('/bestsellers')).json()).toEqual([{ name: 'Cup', sold: 4 }])
})
// #endregion
