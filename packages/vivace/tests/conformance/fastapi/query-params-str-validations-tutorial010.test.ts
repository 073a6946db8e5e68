import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './query-params-str-validations-tutorial010.ts'

const items = [{ item_id: 'Foo' }, { item_id: 'Bar' }]

describe('a query parameter with a name of its own', () => {
  it.each([
    ['/items/', { items }],
    ['/items/?item-query=fixedquery', { items, q: 'fixedquery' }],
    ['/items/?q=fixedquery', { items }],
  ])('reads %s', async (path, expected) => {
    await using client = await testClient(app)
    const answer = await client.get(path)
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual(expected)
  })

  it('is named in failures as it is on the wire', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/?item-query=nonregexquery')
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'string_pattern_mismatch',
          loc: ['query', 'item-query'],
          msg: "String should match pattern '^fixedquery$'",
          input: 'nonregexquery',
          ctx: { pattern: '^fixedquery$' },
        },
      ],
    })
  })

  it('answers every rule that a value breaks, of which FastAPI tells the first', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/?item-query=ab')
    expect(answer.json()).toMatchObject({
      detail: [{ type: 'string_too_short' }, { type: 'string_pattern_mismatch' }],
    })
  })

  it('is described with its title, its length, its pattern, and as deprecated', () => {
    expect(app.openapi().paths['/items/']).toMatchObject({
      get: {
        parameters: [
          {
            name: 'item-query',
            in: 'query',
            deprecated: true,
            description: 'Query string for the items to search in the database that have a good match',
            schema: { title: 'Query string', minLength: 3, maxLength: 50, pattern: '^fixedquery$' },
          },
        ],
      },
    })
  })
})
