import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('answers an item, and names what is wrong with a request', async () => {
  await using client = await testClient(app)
  const item = await client.get('/items/7?q=a%20cup')
  expect(item.json()).toEqual({ id: 7, name: 'a cup' })
  const refused = await client.get('/items/x')
  expect(refused.status).toBe(422)
  expect(refused.json()).toMatchObject({ errors: [{ in: 'path', pointer: '/itemId', code: 'type' }] })
})
