import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('answers 404 before anything is sent', async () => {
  await using client = await testClient(app)
  expect((await client.get('/reports/other')).status).toBe(404)
  expect((await client.get('/reports/orders')).text()).toBe('id,total\n1,40\n')
})
