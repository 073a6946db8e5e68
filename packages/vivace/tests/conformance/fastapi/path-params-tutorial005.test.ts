import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './path-params-tutorial005.ts'

describe('a path parameter with listed values', () => {
  it.each([
    ['alexnet', 'Deep Learning FTW!'],
    ['lenet', 'LeCNN all the images'],
    ['resnet', 'Have some residuals'],
  ])('takes %s', async (model_name, message) => {
    await using client = await testClient(app)
    const answer = await client.get(`/models/${model_name}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.json()).toEqual({ model_name, message })
  })

  it('refuses another value, and names those that it takes', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/models/foo')
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'enum',
          loc: ['path', 'model_name'],
          msg: "Input should be 'alexnet', 'resnet' or 'lenet'",
          input: 'foo',
          ctx: { expected: "'alexnet', 'resnet' or 'lenet'" },
        },
      ],
    })
  })
})
