import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'
import { itemStore } from './items/item-store.ts'

const headers = { 'x-key': 'key-of-ana' }

// #region test
it('adds up what an order costs', async () => {
  using _ = app.override(itemStore, () => ({
    find: (id) => ({ id, name: 'Lamp', price: 30 }),
    all: () => [],
  }))
  await using client = await testClient(app)
  const answer = await client.post('/api/v1/orders', { headers, json: { itemId: 7, count: 2 } })
  expect(answer.json()).toEqual({ customer: 'Ana', total: 60 })
})
// #endregion

it('guards every route of the orders', async () => {
  await using client = await testClient(app)
  expect((await client.delete('/api/v1/orders/1')).status).toBe(401)
  expect((await client.delete('/api/v1/orders/1', { headers })).status).toBe(204)
})

it('answers 404 for an item that is not there', async () => {
  await using client = await testClient(app)
  const answer = await client.post('/api/v1/orders', { headers, json: { itemId: 7, count: 2 } })
  expect(answer.json()).toMatchObject({ status: 404, code: 'no-item' })
})

it('names the operations after the keys of the record', async () => {
  await using client = await testClient(app)
  const document = (await client.get('/openapi.json')).json()
  expect(document).toMatchObject({ paths: { '/api/v1/orders': { post: { operationId: 'placeOrder' } } } })
})

it('shares the singletons with the mounted app', async () => {
  await using client = await testClient(app)
  expect((await client.get('/office/stock')).json()).toEqual({ items: 1 })
  expect((await client.get('/office/docs')).status).toBe(200)
})
