import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, events } from './app.ts'

it('is made when the app starts, shared by all requests, and cleaned up when the app stops', async () => {
  const client = await testClient(app)
  expect(events).toEqual(['opened'])
  expect((await client.get('/items/7')).json()).toEqual({ id: 7, name: 'Cup' })
  expect((await client.get('/items/8')).json()).toEqual({ id: 8, name: 'Cup' })
  expect(events).toEqual(['opened'])
  await client.close()
  expect(events).toEqual(['opened', 'closed'])
})
