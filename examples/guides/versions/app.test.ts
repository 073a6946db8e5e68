import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('answers in both versions, and says of the first that it will go', async () => {
  await using client = await testClient(app)
  const old = await client.get('/v1/items/7')
  expect([old.json(), old.headers.get('deprecation')]).toEqual([{ id: 7 }, '@1767225600'])
  expect(old.headers.get('sunset')).toBe('Thu, 31 Dec 2026 00:00:00 GMT')
  const current = await client.get('/v2/items/7')
  expect([current.json(), current.headers.get('deprecation')]).toEqual([{ id: 7 }, null])
  expect((await client.get('/v1/prices/7')).status).toBe(404)
  expect(app.openapi().paths['/v1/items/{itemId}']?.['get']?.operationId).toBe('readItemV1')
})
