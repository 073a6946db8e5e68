import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './handling-errors-tutorial005.ts'

describe('a handler of validation errors', () => {
  it("answers FastAPI's list, and what was sent", async () => {
    await using client = await testClient(app)
    const json = { title: 'towel', size: 'XL' }
    const answer = await client.post('/items/', { json })
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'int_parsing',
          loc: ['body', 'size'],
          msg: 'Input should be a valid integer, unable to parse string as an integer',
          input: 'XL',
        },
      ],
      body: json,
    })
  })

  it('is not asked where nothing is wrong', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items/', { json: { title: 'towel', size: 5 } })
    expect([answer.status, answer.json()]).toEqual([200, { title: 'towel', size: 5 }])
  })
})
