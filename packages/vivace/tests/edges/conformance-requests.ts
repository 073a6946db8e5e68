import { describe, expect, it } from 'vitest'
import type { EdgeHarness } from './edge-harness.ts'

/** What an edge tells the app of a request. */
export function describeRequests(name: string, { seen }: EdgeHarness): void {
  describe(`${name}: requests`, () => {
    it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'])('passes %s on', async (method) => {
      expect(await seen((exchange) => exchange.method, { method })).toBe(method)
    })

    it.each(['/', '/a/b', '/a%20b', '/%2F%2f', '/caf%C3%A9', '/a;b=c/@:!$&()*+,=~', '/a//b', '/a/'])(
      'leaves the path %s as it was sent',
      async (path) => {
        expect(await seen((exchange) => exchange.path, { target: path })).toBe(path)
      },
    )

    it.each([
      ['/', ''],
      ['/?', ''],
      ['/?a=1&b=%20+&a=2', 'a=1&b=%20+&a=2'],
      ['/?a=/b?c=d', 'a=/b?c=d'],
      ['/?%C3%A9=%ZZ', '%C3%A9=%ZZ'],
    ])('leaves the query of %s as it was sent', async (target, queryString) => {
      expect(await seen((exchange) => exchange.queryString, { target })).toBe(queryString)
    })

    it('tells the scheme, the host and the peer', async () => {
      const facts = await seen(({ scheme, host, peer }) => ({ scheme, host, address: peer?.address }), {})
      expect(facts).toEqual({
        scheme: 'http',
        host: expect.stringMatching(/^[\w.]+(:\d+)?$/),
        address: '127.0.0.1',
      })
    })

    it('joins the lines of a header with a comma, and gives them one by one as well', async () => {
      const headers = [
        ['X-Tag', 'a'],
        ['x-other', '1'],
        ['x-tag', 'b,c'],
      ] as const
      const facts = await seen(
        (exchange) => [
          exchange.header('x-tag'),
          exchange.headerValues('x-tag'),
          exchange.headerValues('x-none'),
        ],
        { headers },
      )
      expect(facts).toEqual(['a, b,c', ['a', 'b,c'], []])
    })

    it('lists every header once, with its name in lower case', async () => {
      const headers = [
        ['X-Tag', 'a'],
        ['X-Other', '1'],
        ['x-tag', 'b'],
      ] as const
      const entries = await seen((exchange) => exchange.headerEntries(), { headers })
      expect(entries.filter(([name]) => name.startsWith('x-'))).toEqual(
        expect.arrayContaining([
          ['x-tag', 'a, b'],
          ['x-other', '1'],
        ]),
      )
      expect(new Set(entries.map(([name]) => name)).size).toBe(entries.length)
    })

    it('passes cookies on, several lines of them as one', async () => {
      const one = await seen((exchange) => exchange.header('cookie'), { headers: [['cookie', 'a=1; b="2"']] })
      expect(one).toBe('a=1; b="2"')
    })

    it('has no header of a name that objects have', async () => {
      const names = ['constructor', '__proto__', 'tostring', 'hasOwnProperty']
      expect(await seen((exchange) => names.map((name) => exchange.header(name)), {})).toEqual(
        names.map(() => undefined),
      )
    })
  })
}
