import { describe, expect, it } from 'vitest'
import { KnownHeaders } from './known-headers.ts'

const kind = (id: number): string[] => ['content-type', 'text/plain', 'x-request-id', String(id)]

describe('the headers of answers', () => {
  it('are made once for answers that have the same', () => {
    const known = new KnownHeaders()
    expect(known.of(kind(1))).toBe(known.of(kind(1)))
    expect([...known.of(kind(1)).headers]).toEqual([
      ['content-type', 'text/plain'],
      ['x-request-id', '1'],
    ])
  })

  it('are those of the answer, however many kinds there are', () => {
    const known = new KnownHeaders()
    for (const round of [1, 2]) {
      for (let id = 0; id < 20 * round; id++)
        expect(known.of(kind(id)).headers.get('x-request-id')).toBe(String(id))
    }
  })

  it('do not follow a list that is changed, nor a response that is', () => {
    const known = new KnownHeaders()
    const list = kind(1)
    const response = new Response('abc', { headers: known.of(list).headers })
    response.headers.set('content-length', '3')
    list.push('x-other', 'a')
    expect(known.of(kind(1)).headers.has('content-length')).toBe(false)
    expect(known.of(kind(1)).headers.has('x-other')).toBe(false)
    expect(known.of(list).headers.get('x-other')).toBe('a')
  })

  it('say whether they have a type', () => {
    const known = new KnownHeaders()
    expect(known.of(kind(1)).hasContentType).toBe(true)
    expect(known.of(['x-request-id', '1']).hasContentType).toBe(false)
  })

  it('keep each cookie, and leave out what frames the body', () => {
    const { headers } = new KnownHeaders().of([
      'set-cookie',
      'a=1',
      'set-cookie',
      'b=2',
      'content-length',
      '9',
    ])
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(headers.has('content-length')).toBe(false)
  })

  it('are refused where HTTP does not allow them, however often', () => {
    const known = new KnownHeaders()
    for (const _time of [1, 2]) expect(() => known.of(['x-a', 'a\r\nb'])).toThrow(/'x-a'|"x-a"/)
  })
})
