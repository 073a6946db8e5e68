import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, events } from './app.ts'

it('makes independent dependencies concurrently, and each after what it needs', async () => {
  await using client = await testClient(app)
  expect((await client.get('/items/7')).json()).toEqual({
    item: { id: 7, name: 'Cup' },
    stock: { 'shelf 7': 3 },
    offer: 'A Cup for 8 euros',
  })
  expect(events.indexOf('stock begins')).toBeLessThan(events.indexOf('item ends'))
  expect(events.indexOf('item begins')).toBeLessThan(events.indexOf('stock ends'))
  expect(events.indexOf('item ends')).toBeLessThan(events.indexOf('offer begins'))
})
