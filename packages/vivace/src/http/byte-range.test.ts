import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseByteRanges, totalLength } from './byte-range.ts'

describe('parseByteRanges()', () => {
  it.each([
    ['bytes=0-0', [{ first: 0, last: 0 }]],
    ['bytes=0-', [{ first: 0, last: 9 }]],
    ['Bytes=3-99', [{ first: 3, last: 9 }]],
    ['bytes=-4', [{ first: 6, last: 9 }]],
    ['bytes=-99', [{ first: 0, last: 9 }]],
    [
      'bytes=0-1,-1 , 4-4',
      [
        { first: 0, last: 1 },
        { first: 9, last: 9 },
        { first: 4, last: 4 },
      ],
    ],
    ['bytes=0-1,50-60', [{ first: 0, last: 1 }]],
  ])('reads %s of ten bytes', (header, ranges) => {
    expect(parseByteRanges(header, 10)).toEqual(ranges)
  })

  it.each(['bytes=10-', 'bytes=-0', 'bytes=99999999999999999999-', 'bytes=10-11,12-'])(
    'meets nothing of %s',
    (header) => {
      expect(parseByteRanges(header, 10)).toEqual([])
    },
  )

  it.each([
    'lines=0-1',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'bytes=1-0',
    'bytes=0x1-',
    'bytes=0-1,,2-3',
    'bytes=+1-2',
    'bytes=0-1;2-3',
    'bytes=0-0,1-1,2-2,3-3,4-4,5-5',
    'bytes=0-9,0-9',
    `bytes=${'0'.repeat(300)}-`,
  ])('ignores %s', (header) => {
    expect(parseByteRanges(header, 10)).toBeUndefined()
  })

  it('never answers a part that is not there, nor more bytes than there are', () => {
    const header = fc.stringMatching(/^bytes=[\d,\- ]{0,20}$/)
    fc.assert(
      fc.property(header, fc.integer({ min: 1, max: 99 }), (text, size) => {
        const ranges = parseByteRanges(text, size) ?? []
        expect(ranges.every(({ first, last }) => first >= 0 && first <= last && last < size)).toBe(true)
        expect(totalLength(ranges)).toBeLessThanOrEqual(size)
      }),
    )
  })
})
