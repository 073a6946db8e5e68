import { describe, expect, it } from 'vitest'
import { testClient, type TestRequest } from 'vivace/testing'
import { app } from './header-params-tutorial003.ts'

type Headers = NonNullable<TestRequest['headers']>

describe('a list in the header', () => {
  it.each<[Headers, string[] | null]>([
    [[], null],
    [[['x-token', 'foo']], ['foo']],
    [
      [
        ['x-token', 'foo'],
        ['x-token', 'bar'],
      ],
      ['foo', 'bar'],
    ],
    // Proxies join lines (RFC 9110, section 5.3); FastAPI reads one value here.
    [[['x-token', 'foo, bar']], ['foo', 'bar']],
  ])('of %j is %j', async (headers, expected) => {
    await using client = await testClient(app)
    const answer = await client.get('/items/', { headers })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ 'X-Token values': expected })
  })

  it('is found behind a redirect from the path without a slash, with 308 and a relative location', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items')
    expect(answer.status).toBe(308)
    expect(answer.headers.get('location')).toBe('/items/')
    expect(answer.text()).toBe('')
  })
})
