import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('reads {item-id} as itemId, and calls it item-id when it is wrong', async () => {
  await using client = await testClient(app)
  expect((await client.get('/items/7')).json()).toEqual({ itemId: 7 })
  expect((await client.get('/items/x')).json()).toMatchObject({ errors: [{ pointer: '/item-id' }] })
})
