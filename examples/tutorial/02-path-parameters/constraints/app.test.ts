import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a constrained path parameter', () => {
  it('is what its schema allows', async () => {
    await using client = await testClient(app)
    expect((await client.get('/shelves/B2/items/9999')).json()).toEqual({ shelf: 'B2', itemId: 9_999 })
  })

  it('is refused together with whatever else is wrong', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/shelves/bb/items/0')
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({
      errors: [
        { in: 'path', pointer: '/shelf', code: 'pattern' },
        { in: 'path', pointer: '/itemId', code: 'minimum' },
      ],
    })
  })

  it('says its constraints in the API document', () => {
    expect(app.openapi()).toMatchObject({
      paths: {
        '/shelves/{shelf}/items/{itemId}': {
          get: {
            parameters: [
              { name: 'shelf', description: 'A letter and a digit', schema: { pattern: '^[A-Z]\\d$' } },
              { name: 'itemId', schema: { type: 'integer', minimum: 1, maximum: 9_999 } },
            ],
          },
        },
      },
    })
  })
})
