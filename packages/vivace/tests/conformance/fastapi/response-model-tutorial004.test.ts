import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './response-model-tutorial004.ts'

describe('optional fields of an answer', () => {
  it.each([
    ['foo', { name: 'Foo', price: 50.2 }],
    ['bar', { name: 'Bar', description: 'The bartenders', price: 62, tax: 20.2 }],
    ['baz', { name: 'Baz', description: null, price: 50.2, tax: 10.5, tags: [] }],
  ])('leave only where they are set: %s', async (item, expected) => {
    await using client = await testClient(app)
    const answer = await client.get(`/items/${item}`)
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual(expected)
  })
})
