import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('takes an order once, however often it is sent', async () => {
  await using client = await testClient(app)
  const order = async (token: string, key: string, item = 'cup'): Promise<readonly [number, unknown]> => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key }
    const answer = await client.post('/orders', { json: { item }, headers })
    return [answer.status, answer.json()]
  }
  expect(await order('ann.1', 'k1')).toEqual([201, { id: 1, item: 'cup' }])
  expect(await order('ann.2', 'k1')).toEqual([201, { id: 1, item: 'cup' }])
  expect(await order('ann.1', 'k1', 'pot')).toMatchObject([422, { code: 'idempotency-key-reused' }])
  expect(await order('ben.1', 'k1')).toEqual([201, { id: 2, item: 'cup' }])
  expect((await client.get('/orders')).json()).toHaveLength(2)
})
