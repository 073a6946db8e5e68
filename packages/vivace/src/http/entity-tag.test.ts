import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentEntityTag } from './content-entity-tag.ts'
import { entityTag, namesEntityTag, parseEntityTags } from './entity-tag.ts'

describe('entityTag()', () => {
  it.each([
    [7, '"7"'],
    ['2026-11-21T10:00:00Z', '"2026-11-21T10:00:00Z"'],
    ['a b', '"a%20b"'],
    ['a"b', '"a%22b"'],
    ['100%', '"100%25"'],
    ['año', '"a%C3%B1o"'],
    ['\ud800', '"%EF%BF%BD"'],
    ['', '""'],
  ])('quotes %j', (version, tag) => {
    expect(entityTag(version)).toBe(tag)
  })

  it('marks weak tags', () => {
    expect(entityTag(7, { weak: true })).toBe('W/"7"')
  })

  it('makes tags that a header can carry, each version another one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(entityTag(one)).toMatch(/^"[!#-~]*"$/)
        expect(namesEntityTag(entityTag(one), entityTag(other), 'strong')).toBe(one === other)
      }),
    )
  })
})

describe('parseEntityTags()', () => {
  it.each([
    ['*', '*'],
    [' * ', '*'],
    ['"1"', [{ isWeak: false, opaque: '1' }]],
    [
      '"1", W/"2"',
      [
        { isWeak: false, opaque: '1' },
        { isWeak: true, opaque: '2' },
      ],
    ],
    ['"a,b"', [{ isWeak: false, opaque: 'a,b' }]],
    [
      ',,"1",\t"2",',
      [
        { isWeak: false, opaque: '1' },
        { isWeak: false, opaque: '2' },
      ],
    ],
    ['', []],
    ['1', []],
    ['"1', []],
    ['w/"1"', []],
    ['"1", 2, "3"', [{ isWeak: false, opaque: '1' }]],
  ])('reads %j', (header, tags) => {
    expect(parseEntityTags(header)).toEqual(tags)
  })

  it.each(['"', '","', 'W/', ' ', '"a', ','])('takes time that grows with the length of many %j', (piece) => {
    const header = piece.repeat(Math.ceil(65_536 / piece.length))
    const start = performance.now()
    parseEntityTags(header)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

describe('namesEntityTag()', () => {
  // RFC 9110, section 8.8.3.2.
  it.each([
    ['W/"1"', 'W/"1"', [false, true]],
    ['W/"1"', 'W/"2"', [false, false]],
    ['W/"1"', '"1"', [false, true]],
    ['"1"', 'W/"1"', [false, true]],
    ['"1"', '"1"', [true, true]],
    ['"2", "1"', '"1"', [true, true]],
    ['*', 'W/"1"', [true, true]],
    ['"1"', 'no tag', [false, false]],
  ])('compares %s with %s, strongly and weakly: %j', (header, tag, same) => {
    expect([namesEntityTag(header, tag, 'strong'), namesEntityTag(header, tag, 'weak')]).toEqual(same)
  })
})

describe('contentEntityTag()', () => {
  it('is one tag for one body, whether it is text or bytes', async () => {
    const tag = await contentEntityTag('Hello')
    expect(tag).toBe('"GF-NsyJx_iX1Yab8k4suJg"')
    expect(await contentEntityTag(new TextEncoder().encode('Hello'))).toBe(tag)
    expect(await contentEntityTag('hello')).not.toBe(tag)
  })
})
