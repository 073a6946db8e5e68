import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './query-param-models-tutorial002.ts'

describe('a strict model of the whole query', () => {
  it.each([
    [
      '?limit=10&offset=5&order_by=updated_at&tags=tag1&tags=tag2',
      { limit: 10, offset: 5, order_by: 'updated_at', tags: ['tag1', 'tag2'] },
    ],
    ['', { limit: 100, offset: 0, order_by: 'created_at', tags: [] }],
  ])('reads %j', async (query, expected) => {
    await using client = await testClient(app)
    const answer = await client.get(`/items/${query}`)
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual(expected)
  })

  it('answers the texts that were sent, with what each of them should be', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/?limit=150&offset=-1&order_by=invalid')
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'less_than_equal',
          loc: ['query', 'limit'],
          msg: 'Input should be less than or equal to 100',
          input: '150',
          ctx: { le: 100 },
        },
        {
          type: 'greater_than_equal',
          loc: ['query', 'offset'],
          msg: 'Input should be greater than or equal to 0',
          input: '-1',
          ctx: { ge: 0 },
        },
        {
          type: 'enum',
          loc: ['query', 'order_by'],
          msg: "Input should be 'created_at' or 'updated_at'",
          input: 'invalid',
          ctx: { expected: "'created_at' or 'updated_at'" },
        },
      ],
    })
  })

  it('refuses a parameter that it does not name', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/?limit=10&tool=plumbus')
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'extra_forbidden',
          loc: ['query', 'tool'],
          msg: 'Extra inputs are not permitted',
          input: 'plumbus',
        },
      ],
    })
  })

  it('is described field by field', () => {
    const { parameters } = app.openapi().paths['/items/']?.get ?? {}
    expect(parameters?.map((parameter) => parameter.name)).toEqual(['limit', 'offset', 'order_by', 'tags'])
  })
})
