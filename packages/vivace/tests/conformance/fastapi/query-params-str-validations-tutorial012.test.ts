import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './query-params-str-validations-tutorial012.ts'

describe('a list in the query', () => {
  it.each([
    ['/items/', ['foo', 'bar']],
    ['/items/?q=baz&q=foobar', ['baz', 'foobar']],
    ['/items/?q=one', ['one']],
    ['/items/?q=a,b', ['a,b']],
  ])('of %s is every value that was sent, else the default', async (path, q) => {
    await using client = await testClient(app)
    const answer = await client.get(path)
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ q })
  })
})
