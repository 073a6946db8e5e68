import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('constrained query parameters', () => {
  it('take what their schemas allow', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items?q=cup&limit=100&max-price=9.5&order=price')
    expect(answer.json()).toEqual({ q: 'cup', limit: 100, maxPrice: 9.5, order: 'price' })
  })

  it('are refused all at once, by their names on the wire', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items?q=c&limit=0&max-price=-1&order=size&page=first')
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({
      errors: [
        { pointer: '/q', code: 'minLength' },
        { pointer: '/limit', code: 'minimum' },
        { pointer: '/max-price', code: 'exclusiveMinimum' },
        { pointer: '/order', code: 'enum' },
        { pointer: '/page', code: 'type' },
      ],
    })
  })
})
