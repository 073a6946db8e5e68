import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

const item = { name: 'Cup', price: 8 }

describe('several body inputs', () => {
  it('are the members of one object', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/orders', {
      json: { item, buyer: { email: 'ana@shop.example' }, count: 2 },
    })
    expect(answer.json()).toEqual({ total: 16, sendTo: 'ana@shop.example' })
  })

  it('are refused by their member and what is inside', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/orders', { json: { item: { name: 'Cup' }, count: 0 } })
    expect(answer.json()).toMatchObject({
      errors: [
        { pointer: '/item/price', code: 'missing' },
        { pointer: '/buyer', code: 'missing' },
        { pointer: '/count', code: 'minimum' },
      ],
    })
  })
})

describe('embed', () => {
  it('makes a member of a body input that stands alone', async () => {
    await using client = await testClient(app)
    expect((await client.post('/items', { json: { item } })).json()).toEqual(item)
    expect((await client.post('/items', { json: item })).status).toBe(422)
  })
})
