import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './extra-models-tutorial003.ts'

describe('a union of answers', () => {
  it.each([
    ['item1', { description: 'All my friends drive a low rider', type: 'car' }],
    ['item2', { description: "Music is my aeroplane, it's my aeroplane", type: 'plane', size: 5 }],
  ])('is answered by the first that %s fits', async (item, expected) => {
    await using client = await testClient(app)
    const answer = await client.get(`/items/${item}`)
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual(expected)
  })
})
