import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './dependencies-tutorial005.ts'

describe('a dependency of a dependency', () => {
  it.each([
    ['/items/', 'last_query=from_cookie', 'from_cookie'],
    ['/items/?q=foo', 'last_query=from_cookie', 'foo'],
    ['/items/', undefined, null],
  ])('reads %s with the cookie %s', async (path, cookie, expected) => {
    await using client = await testClient(app)
    const answer = await client.get(path, cookie === undefined ? {} : { headers: { cookie } })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ q_or_cookie: expected })
  })

  it('keeps the query over a redirect', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items?q=foo')
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/items/?q=foo'])
  })
})
