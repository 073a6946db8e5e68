import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('answers errors in the shape that FastAPI gives them', async () => {
  await using client = await testClient(app)
  const missing = await client.get('/items/7')
  expect(missing.status).toBe(404)
  expect(missing.json()).toEqual({ detail: 'Item not found' })
  const refused = await client.get('/items/seven')
  expect(refused.status).toBe(422)
  expect(refused.json()).toMatchObject({ detail: [{ loc: ['path', 'itemId'], type: 'int_parsing' }] })
})
