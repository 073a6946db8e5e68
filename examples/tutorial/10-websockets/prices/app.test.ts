import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

// #region test
it('answers each question with a price', async () => {
  await using client = await testClient(app)
  await using socket = await client.websocket('/shops/1/prices')
  socket.sendJson({ item: 'lamp', amount: 3 })
  expect(await socket.receiveJson()).toEqual({ item: 'lamp', price: 60 })
})

it('closes with 1007 for a question that is none', async () => {
  await using client = await testClient(app)
  await using socket = await client.websocket('/shops/1/prices')
  socket.sendJson({ item: 'lamp', amount: 0 })
  const { code, reason } = await socket.closed
  expect(code).toBe(1007)
  expect(reason).toContain('/amount: ')
})
// #endregion
