import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameSecret } from './same-secret.ts'

describe('sameSecret()', () => {
  it.each([
    ['abc', 'abc'],
    ['ñandú', 'ñandú'],
    ['\ud83d\ude00', '😀'],
  ])('takes %j for %j', (given, expected) => {
    expect(sameSecret(given, expected)).toBe(true)
  })

  it.each([
    ['abd', 'abc'],
    ['ab', 'abc'],
    ['abcd', 'abc'],
    ['abcabc', 'abc'],
    ['', 'abc'],
    ['ABC', 'abc'],
    ['abc', ''],
    // Encoded as UTF-8 both would be the replacement character.
    ['\ud800', '\ufffd'],
  ])('does not take %j for %j', (given, expected) => {
    expect(sameSecret(given, expected)).toBe(false)
  })

  it('lets nobody in where no secret is set', () => {
    expect(sameSecret('', '')).toBe(false)
  })

  it('agrees with === on 10,000 pairs of texts that are not empty', () => {
    const text = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', '\0', 'é') })
    fc.assert(
      fc.property(text, text, (given, expected) => sameSecret(given, expected) === (given === expected)),
      { numRuns: 10_000 },
    )
  })
})
