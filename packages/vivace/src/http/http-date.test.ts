import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatHttpDate, parseHttpDate } from './http-date.ts'

describe('parseHttpDate()', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads the form %s',
    (text) => {
      expect(parseHttpDate(text)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
    },
  )

  it('takes two digits for a year of the last hundred or the next fifty', () => {
    const next = (new Date().getUTCFullYear() + 1) % 100
    const text = `Sunday, 06-Nov-${String(next).padStart(2, '0')} 08:49:37 GMT`
    expect(new Date(parseHttpDate(text) ?? 0).getUTCFullYear()).toBe(new Date().getUTCFullYear() + 1)
  })

  it.each([
    '',
    '0',
    '2026',
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 1994 08:49:37 PST',
    'Sun, 31 Feb 2021 08:49:37 GMT',
    'Sun, 06 Nop 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT,',
  ])('takes %j for no date', (text) => {
    expect(parseHttpDate(text)).toBeUndefined()
  })

  it('reads what formatHttpDate writes', () => {
    const second = fc.integer({ min: 0, max: 4_102_444_800 })
    fc.assert(
      fc.property(second, (at) => {
        expect(parseHttpDate(formatHttpDate(at * 1_000))).toBe(at * 1_000)
      }),
    )
  })
})
