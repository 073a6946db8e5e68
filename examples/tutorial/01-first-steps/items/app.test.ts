// #region test
import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('reads one item', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/items/7', { query: { q: 'a cup' } })
  expect(answer.status).toBe(200)
  expect(answer.json()).toEqual({ id: 7, name: 'a cup' })
})

it('answers 422 for an id that is no integer', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/items/seven')
  expect(answer.status).toBe(422)
  expect(answer.json()).toMatchObject({ errors: [{ in: 'path', pointer: '/itemId', code: 'type' }] })
})
// #endregion

it('has a name for an item without q', async () => {
  await using client = await testClient(app)
  expect((await client.get('/items/7')).json()).toEqual({ id: 7, name: 'an item' })
})

it.each([
  ['/docs', 'text/html; charset=utf-8'],
  ['/redoc', 'text/html; charset=utf-8'],
  ['/openapi.json', 'application/json'],
])('has %s', async (url, type) => {
  await using client = await testClient(app)
  const answer = await client.get(url)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe(type)
})
