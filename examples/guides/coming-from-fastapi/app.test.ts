import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, currentUser } from './app.ts'

const lamp = { id: 1, name: 'Lamp', price: 20 }
const chair = { name: 'Chair', price: 80, supplier: 'Ost' }
const jessica = { authorization: 'Bearer jessica' }

describe('the shop', () => {
  // #region test
  it('lets the user of a test in', async () => {
    await using client = await testClient(app)
    using _ = client.app.override(currentUser, () => ({ name: 'Test' }))
    const answer = await client.post('/api/items/', { json: chair })
    expect(answer.status).toBe(201)
    expect(answer.json()).toEqual({ id: 2, name: 'Chair', price: 80 })
  })
  // #endregion

  it('reads parameters, and answers what the schema names', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/api/items/1?currency=USD&label=a&label=b')
    expect([answer.status, answer.json()]).toEqual([200, lamp])
    const list = await client.get('/api/items/?limit=1')
    expect([list.status, list.json()]).toEqual([200, [lamp]])
  })

  it("answers everything that is wrong in FastAPI's shape, with a member of its own", async () => {
    await using client = await testClient(app)
    const answer = await client.get('/api/items/0?currency=GBP')
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'greater_than_equal',
          loc: ['path', 'item_id'],
          msg: 'Input should be greater than or equal to 1',
          input: '0',
          ctx: { ge: 1 },
        },
        {
          type: 'enum',
          loc: ['query', 'currency'],
          msg: "Input should be 'EUR' or 'USD'",
          input: 'GBP',
          ctx: { expected: "'EUR' or 'USD'" },
        },
      ],
      help: '/docs',
    })
  })

  it('answers a defined error, which the document names', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/api/items/9')
    expect([answer.status, answer.json()]).toEqual([404, { detail: 'There is no item 9' }])
    expect(app.openapi().paths['/api/items/{item_id}']).toMatchObject({
      get: { tags: ['Items'], responses: { 404: { description: 'Item not found' } } },
    })
  })

  it('asks for a token before it looks at the body', async () => {
    await using client = await testClient(app)
    const nobody = await client.post('/api/items/', { json: {} })
    expect([nobody.status, nobody.json()]).toEqual([401, { detail: 'Not authenticated' }])
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer')
    const stranger = await client.post('/api/items/', { json: {}, headers: { authorization: 'Bearer x' } })
    expect([stranger.status, stranger.json()]).toEqual([401, { detail: 'Unknown token' }])
    const known = await client.post('/api/items/', { json: {}, headers: jessica })
    expect(known.status).toBe(422)
  })

  it('changes what was sent, once the handler has succeeded', async () => {
    await using client = await testClient(app)
    const changed = await client.patch('/api/items/1', { json: { price: 25 }, headers: jessica })
    expect([changed.status, changed.json()]).toEqual([200, { ...lamp, price: 25 }])
    const read = await client.get('/api/items/1')
    expect(read.json()).toEqual({ ...lamp, price: 25 })
    const unknown = await client.patch('/api/items/7', { json: { price: 25 }, headers: jessica })
    expect([unknown.status, unknown.json()]).toEqual([404, { detail: 'Item not found' }])
  })

  it('leads from the path without its slash to the one with it', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/api/items?limit=1')
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/api/items/?limit=1'])
  })
})
