import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a body', () => {
  it('reaches the handler with its defaults', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items', { json: { name: 'Cup', price: 8 } })
    expect(answer.json()).toEqual({ name: 'Cup', price: 8, tags: [], priceWithTax: 10 })
  })

  it('is not coerced: "8" is no number', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items', { json: { name: 'Cup', price: '8' } })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ errors: [{ in: 'body', pointer: '/price', code: 'type' }] })
  })

  it.each([undefined, null, [], 'Cup', 7])('is not %j', async (json) => {
    await using client = await testClient(app)
    expect((await client.post('/items', { json })).status).toBe(422)
  })

  it('is missing when nothing is sent', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items')
    expect(answer.json()).toMatchObject({ errors: [{ in: 'body', pointer: '', code: 'missing' }] })
  })
})
