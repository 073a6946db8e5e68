import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './additional-responses-tutorial001.ts'

describe('an answer of another status', () => {
  it.each([
    ['foo', 200, { id: 'foo', value: 'there goes my hero' }],
    ['bar', 404, { message: 'Item not found' }],
  ])('is checked against the schema of its status: %s', async (item, status, expected) => {
    await using client = await testClient(app)
    const answer = await client.get(`/items/${item}`)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.json()).toEqual(expected)
  })

  it('is described beside the first', () => {
    expect(Object.keys(app.openapi().paths['/items/{item_id}']?.get?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '404']),
    )
  })
})
