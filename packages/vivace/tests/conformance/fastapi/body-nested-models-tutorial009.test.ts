import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './body-nested-models-tutorial009.ts'

describe('an object whose names are integers', () => {
  it('is read and answered', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/index-weights/', { json: { 2: 2.2, 3: 3.3 } })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ 2: 2.2, 3: 3.3 })
  })

  it('names the name that is no integer', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/index-weights/', { json: { foo: 2.2, 3: 3.3 } })
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'int_parsing',
          loc: ['body', 'foo', '[key]'],
          msg: 'Input should be a valid integer, unable to parse string as an integer',
          input: 'foo',
        },
      ],
    })
  })
})
