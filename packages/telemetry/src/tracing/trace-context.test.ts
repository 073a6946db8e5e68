import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTraceparent, parseTraceparent } from './trace-context.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'

describe('parseTraceparent()', () => {
  it('reads the trace, the span and whether they are sampled', () => {
    expect(parseTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, isSampled: true })
    expect(parseTraceparent(`00-${traceId}-${spanId}-00`)).toEqual({ traceId, spanId, isSampled: false })
  })

  it('looks at the one flag that it knows', () => {
    expect(parseTraceparent(`00-${traceId}-${spanId}-fe`)?.isSampled).toBe(false)
    expect(parseTraceparent(`00-${traceId}-${spanId}-ff`)?.isSampled).toBe(true)
  })

  it('reads what it knows of a later version', () => {
    const later = { traceId, spanId, isSampled: true }
    expect(parseTraceparent(`cc-${traceId}-${spanId}-01`)).toEqual(later)
    expect(parseTraceparent(`cc-${traceId}-${spanId}-01-what-the-future-will-be-like`)).toEqual(later)
  })

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['version ff', `ff-${traceId}-${spanId}-01`],
    ['more fields than version 00 has', `00-${traceId}-${spanId}-01-more`],
    ['a later version whose flags go on', `cc-${traceId}-${spanId}-01.what`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['upper case', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['a short trace', `00-${traceId.slice(1)}-${spanId}-01`],
    ['a long span', `00-${traceId}-${spanId}0-01`],
    ['flags of one digit', `00-${traceId}-${spanId}-1`],
    ['a version of three digits', `000-${traceId}-${spanId}-01`],
    ['space around it', ` 00-${traceId}-${spanId}-01`],
    ['a line of its own', `00-${traceId}-${spanId}-01\n`],
    ['two of them', `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`],
    ['a text that does not end', `cc-${traceId}-${spanId}-01-${'a'.repeat(500)}`],
  ])('refuses %s', (_what, text) => {
    expect(parseTraceparent(text)).toBeUndefined()
  })

  it('reads what formatTraceparent() writes, and nothing that is not of its form', () => {
    const digits = (length: number): fc.Arbitrary<string> =>
      fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter((text) => /[^0]/.test(text))
    const contexts = fc.record({ traceId: digits(32), spanId: digits(16), isSampled: fc.boolean() })
    fc.assert(
      fc.property(contexts, (context) => {
        expect(parseTraceparent(formatTraceparent(context))).toEqual(context)
      }),
    )
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => parseTraceparent(text) === undefined))
  })
})
