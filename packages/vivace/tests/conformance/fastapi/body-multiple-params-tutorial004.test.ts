import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './body-multiple-params-tutorial004.ts'

const sent = { importance: 2, item: { name: 'Foo', price: 50.5 }, user: { username: 'Dave' } }
const read = {
  item_id: 5,
  item: { name: 'Foo', description: null, price: 50.5, tax: null },
  user: { username: 'Dave', full_name: null },
  importance: 2,
}

describe('several body inputs', () => {
  it.each([
    ['/items/5?q=somequery', { ...read, q: 'somequery' }],
    ['/items/5', read],
  ])('of %s are the members of one object', async (path, expected) => {
    await using client = await testClient(app)
    const answer = await client.put(path, { json: sent })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual(expected)
  })

  it.each([undefined, {}, null, [1]])('are all missing in %j', async (json) => {
    await using client = await testClient(app)
    const answer = await client.put('/items/5', { json })
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: ['item', 'user', 'importance'].map((name) => ({
        type: 'missing',
        loc: ['body', name],
        msg: 'Field required',
        input: null,
      })),
    })
  })

  it('are named in the places of failures', async () => {
    await using client = await testClient(app)
    const answer = await client.put('/items/5', { json: { ...sent, importance: 0, user: {} } })
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        { type: 'missing', loc: ['body', 'user', 'username'], msg: 'Field required', input: {} },
        {
          type: 'greater_than',
          loc: ['body', 'importance'],
          msg: 'Input should be greater than 0',
          input: 0,
          ctx: { gt: 0 },
        },
      ],
    })
  })
})
