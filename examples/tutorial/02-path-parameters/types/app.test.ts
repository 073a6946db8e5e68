import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a path parameter', () => {
  it.each([
    ['/items/7', { itemId: 7, next: 8 }],
    ['/items/-7', { itemId: -7, next: -6 }],
    ['/users/0b7aa7a5-3e0b-4a59-8d2f-0c1a2b3c4d5e', { userId: '0b7aa7a5-3e0b-4a59-8d2f-0c1a2b3c4d5e' }],
    ['/days/2026-02-28', { day: '2026-02-28' }],
    ['/sizes/large', { size: 'large', litres: 5 }],
  ])('is read from %s', async (url, expected) => {
    await using client = await testClient(app)
    expect((await client.get(url)).json()).toEqual(expected)
  })

  it.each([
    ['/items/seven', 'type'],
    ['/items/7.5', 'type'],
    ['/items/0x7', 'type'],
    ['/items/9007199254740993', 'type'],
    ['/users/7', 'format'],
    ['/days/2026-02-30', 'format'],
    ['/sizes/huge', 'enum'],
  ])('is refused in %s with the code %s', async (url, code) => {
    await using client = await testClient(app)
    const answer = await client.get(url)
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ errors: [{ in: 'path', code }] })
  })
})
