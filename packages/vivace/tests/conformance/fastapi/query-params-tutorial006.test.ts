import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './query-params-tutorial006.ts'

const notParsed = 'Input should be a valid integer, unable to parse string as an integer'

describe('query parameters, required and with defaults', () => {
  it('fills in what was not sent', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/foo?needy=very')
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ item_id: 'foo', needy: 'very', skip: 0, limit: null })
  })

  it('names every parameter that is missing or cannot be read', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/foo?skip=a&limit=b')
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        { type: 'missing', loc: ['query', 'needy'], msg: 'Field required', input: null },
        { type: 'int_parsing', loc: ['query', 'skip'], msg: notParsed, input: 'a' },
        { type: 'int_parsing', loc: ['query', 'limit'], msg: notParsed, input: 'b' },
      ],
    })
  })

  it('refuses a parameter that was sent twice, of which FastAPI takes the last', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/foo?needy=a&needy=b')
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ detail: [{ loc: ['query', 'needy'], input: ['a', 'b'] }] })
  })
})
