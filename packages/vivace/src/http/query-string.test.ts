import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQueryString } from './query-string.ts'

describe('parseQueryString()', () => {
  const fields = (text: string): Record<string, string[]> => Object.fromEntries(parseQueryString(text))

  it.each([
    ['', {}],
    ['a=1', { a: ['1'] }],
    ['a=1&b=x+y&a=2', { a: ['1', '2'], b: ['x y'] }],
    ['a', { a: [''] }],
    ['a=', { a: [''] }],
    ['=1', { '': ['1'] }],
    ['a=b=c', { a: ['b=c'] }],
    ['&&a=1&', { a: ['1'] }],
    ['%C3%B1=%E2%82%AC', { ñ: ['€'] }],
    ['a%3Db=%26', { 'a=b': ['&'] }],
    ['a%2Bb=1%2B1', { 'a+b': ['1+1'] }],
    ['tags[]=x', { 'tags[]': ['x'] }],
  ])('reads %j', (text, expected) => {
    expect(fields(text)).toEqual(expected)
  })

  it('reads what URLSearchParams writes', () => {
    const pairs = fc.array(
      fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' })),
    )
    fc.assert(
      fc.property(pairs, (written) => {
        const read = parseQueryString(new URLSearchParams(written).toString())
        const all = [...read].flatMap(([name, values]) => values.map((value) => [name, value]))
        expect(all.sort()).toEqual([...written].sort())
      }),
    )
  })

  it('keeps names that mean something to objects as mere names', () => {
    const read = parseQueryString('__proto__=1&constructor=2')
    expect([...read]).toEqual([
      ['__proto__', ['1']],
      ['constructor', ['2']],
    ])
  })

  it.each(['a=%', 'a=%zz', 'a=%C3', '%ff=1', 'a=%C0%AF'])('refuses the malformed %j with 400', (text) => {
    expect(() => parseQueryString(text)).toThrow(
      expect.objectContaining({ status: 400, code: 'bad-request' }),
    )
  })

  it('reads 100 fields and refuses 101 with 400', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => `a=${index}`).join('&')
    expect(parseQueryString(`&&${hundred}&`).get('a')).toHaveLength(100)
    expect(() => parseQueryString(`${hundred}&b=1`)).toThrow(
      expect.objectContaining({ status: 400, code: 'too-many-parameters' }),
    )
  })
})
