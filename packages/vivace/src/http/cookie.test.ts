import { describe, expect, it } from 'vitest'
import { parseCookies, setCookie } from './cookie.ts'

describe('parseCookies()', () => {
  it.each([
    ['', []],
    ['a=1; b=2', [['a', '1'], ['b', '2']]], // prettier-ignore
    ['a=1;b=2', [['a', '1'], ['b', '2']]], // prettier-ignore
    // Quotes belong to the value (RFC 6265bis, section 5.7), as in browsers.
    ['a="1"', [['a', '"1"']]],
    ['a=x%20y', [['a', 'x y']]],
    ['a=%zz', [['a', '%zz']]],
    ['nonsense; a=1', [['a', '1']]],
  ])('reads %j', (header, expected) => {
    expect([...parseCookies(header)]).toEqual(expected)
  })

  it('takes the first of several cookies with one name', () => {
    expect(parseCookies('a=1; a=2').get('a')).toBe('1')
  })

  it('keeps names that mean something to objects as mere names', () => {
    const cookies = parseCookies('__proto__=polluted; constructor=x')
    expect(cookies.get('__proto__')).toBe('polluted')
    expect(cookies.get('constructor')).toBe('x')
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('setCookie()', () => {
  it('is HttpOnly, Secure, SameSite=Lax and for every path unless told otherwise', () => {
    expect(setCookie('theme', 'dark').split('; ').sort()).toEqual(
      ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure', 'theme=dark'].sort(),
    )
  })

  it('writes every attribute that it is given', () => {
    const header = setCookie('theme', 'dark', {
      maxAge: 60,
      expires: new Date(0),
      path: '/shop',
      domain: 'shop.example',
      httpOnly: false,
      secure: true,
      sameSite: 'none',
      partitioned: true,
    })
    expect(header.split('; ').sort()).toEqual(
      [
        'Domain=shop.example',
        'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
        'Max-Age=60',
        'Partitioned',
        'Path=/shop',
        'SameSite=None',
        'Secure',
        'theme=dark',
      ].sort(),
    )
  })

  it('encodes a value, so that it comes back as it was', () => {
    const header = setCookie('name', 'ñ; "x", y\r\n')
    expect(header.startsWith('name=%C3%B1%3B%20%22x%22%2C%20y%0D%0A;')).toBe(true)
    expect(parseCookies(header.slice(0, header.indexOf(';'))).get('name')).toBe('ñ; "x", y\r\n')
  })

  it.each([
    ['a name', ['a b', '1', {}]],
    ['a name with a line break', ['a\r\nset-cookie: b', '1', {}]],
    ['a path', ['a', '1', { path: '/; domain=evil.example' }]],
    ['a domain', ['a', '1', { domain: 'evil.example; path=/' }]],
  ] as const)('refuses %s that would write another attribute or header', (_what, [name, value, options]) => {
    expect(() => setCookie(name, value, options)).toThrow(TypeError)
  })
})
