import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('turns an error of its class into a problem', async () => {
  await using client = await testClient(app)
  const answer = await client.post('/items/7/orders')
  expect(answer.status).toBe(409)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.json()).toMatchObject({ code: 'out-of-stock', detail: 'Only 2 left', left: 2 })
})
