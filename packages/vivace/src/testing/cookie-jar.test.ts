import { describe, expect, it } from 'vitest'
import { CookieJar } from './cookie-jar.ts'

describe('CookieJar', () => {
  it('keeps what answers have set, the last of one name', () => {
    const jar = new CookieJar()
    jar.store(['a=1; Path=/; HttpOnly', 'b=x=y', 'a = 2 '])
    expect([jar.get('a'), jar.get('b'), jar.get('c')]).toEqual(['2', 'x=y', undefined])
    expect(jar.header()).toBe('a=2; b=x=y')
  })

  it.each(['a=; Max-Age=0', 'a=; max-age=-1', 'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])(
    'removes a cookie that is over: %s',
    (header) => {
      const jar = new CookieJar()
      jar.store(['a=1'])
      jar.store([header])
      expect(jar.get('a')).toBeUndefined()
      expect(jar.header()).toBeUndefined()
    },
  )

  it('keeps one that is not over', () => {
    const jar = new CookieJar()
    jar.store(['a=1; Max-Age=60', 'b=2; Expires=Fri, 31 Dec 9999 23:59:59 GMT'])
    expect(jar.header()).toBe('a=1; b=2')
  })

  it('passes over what has no name', () => {
    const jar = new CookieJar()
    jar.store(['nonsense', '=x', ''])
    expect(jar.header()).toBeUndefined()
  })

  it('sends further cookies, which come instead of kept ones, and can be emptied', () => {
    const jar = new CookieJar()
    jar.set('a', '1')
    expect(jar.header({ a: '2', b: '3' })).toBe('a=2; b=3')
    expect(jar.get('a')).toBe('1')
    jar.clear()
    expect(jar.header()).toBeUndefined()
  })
})
