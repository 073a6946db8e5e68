// #region first
import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { shop } from './app.ts'

it('reads back what was added', async () => {
  await using client = await testClient(shop())
  const added = await client.post('/items', { json: { name: 'Cup', price: 8 } })
  expect(added.status).toBe(201)
  const read = await client.get(added.headers.get('location') ?? '')
  expect(read.json()).toEqual({ id: 1, name: 'Cup', price: 8 })
})
// #endregion

// #region wrong
it.each([
  [{ name: 'Cup' }, '/price', 'missing'],
  [{ name: '', price: 8 }, '/name', 'minLength'],
  [{ name: 'Cup', price: '8' }, '/price', 'type'],
])('answers 422 to %j and names %s', async (json, pointer, code) => {
  await using client = await testClient(shop())
  const answer = await client.post('/items', { json })
  expect(answer.status).toBe(422)
  expect(answer.json()).toMatchObject({ errors: [{ in: 'body', pointer, code }] })
})
// #endregion
