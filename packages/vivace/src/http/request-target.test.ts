import { describe, expect, it } from 'vitest'
import { parseRequestTarget } from './request-target.ts'

describe('parseRequestTarget()', () => {
  it('leaves a path and its query as they are', () => {
    const target = '//a/../%2f;b?x=%20&y=?'
    expect(parseRequestTarget('GET', target)).toEqual({ host: undefined, origin: target })
  })

  it('takes the host from a target in absolute form (RFC 9112, section 3.2.2)', () => {
    const origin = '/b?c=http://d/'
    expect(parseRequestTarget('GET', 'http://a.example:8000/b?c=http://d/')).toEqual({
      host: 'a.example:8000',
      origin,
    })
    expect(parseRequestTarget('GET', 'HTTPS://a.example/b?c=http://d/')?.origin).toBe(origin)
  })

  it('reads an absolute form without a path as the root', () => {
    expect(parseRequestTarget('GET', 'http://a')).toEqual({ host: 'a', origin: '/' })
    expect(parseRequestTarget('GET', 'http://a?b=1')).toEqual({ host: 'a', origin: '/?b=1' })
  })

  it('accepts an asterisk for OPTIONS alone (RFC 9112, section 3.2.4)', () => {
    expect(parseRequestTarget('OPTIONS', '*')).toEqual({ host: undefined, origin: '*' })
    expect(parseRequestTarget('GET', '*')).toBeUndefined()
  })

  it.each(['', 'items', 'a.example:80', 'ftp://a/', '/a#b', '/a b', '/é', '/\u0000', 'http:/a'])(
    'refuses %j',
    (target) => {
      expect(parseRequestTarget('GET', target)).toBeUndefined()
    },
  )
})
