import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a nested body', () => {
  it('is validated and given its defaults at every depth', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items', {
      json: { name: 'Cup', images: [{ url: 'https://shop.example/1.png' }], stock: { oslo: 3, rome: 4 } },
    })
    expect(answer.json()).toEqual({ name: 'Cup', images: 1, stock: 7 })
  })

  it('is refused with every failure at once, each with its pointer', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items', {
      json: { name: '', size: { width: 0 }, images: [{ url: '1.png', alt: 1 }], stock: { oslo: 1.5 } },
    })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({
      errors: [
        { pointer: '/name', code: 'minLength' },
        { pointer: '/size/width', code: 'exclusiveMinimum' },
        { pointer: '/size/height', code: 'missing' },
        { pointer: '/images/0/url', code: 'format' },
        { pointer: '/images/0/alt', code: 'type' },
        { pointer: '/stock/oslo', code: 'type' },
      ],
    })
  })
})
