import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exceedsDepth } from './json-depth.ts'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

describe('exceedsDepth()', () => {
  it('counts arrays and objects alike', () => {
    expect(exceedsDepth('[{"a":[1]}]', 3)).toBe(false)
    expect(exceedsDepth('[{"a":[1]}]', 2)).toBe(true)
  })

  it('counts nesting, not how many brackets there are', () => {
    expect(exceedsDepth(JSON.stringify(Array.from({ length: 1_000 }, () => [])), 2)).toBe(false)
  })

  it('takes brackets within strings for text', () => {
    const text = JSON.stringify({ a: '[[[[[[', '{{{{': ['"[[[[', '\\', '\\"[[[['] })
    expect(exceedsDepth(text, 2)).toBe(false)
    expect(exceedsDepth(text, 1)).toBe(true)
  })

  it('finds the string that a quote after an even number of backslashes ends', () => {
    expect(exceedsDepth('["\\\\",[[]]]', 2)).toBe(true)
    expect(exceedsDepth('["\\\\\\"",[[]]]', 3)).toBe(false)
  })

  it('reads a string without an end as text to the last character', () => {
    expect(exceedsDepth('["[[[[[[', 1)).toBe(false)
  })

  it('judges a million brackets without recursion', () => {
    expect(exceedsDepth('['.repeat(1_000_000), 100)).toBe(true)
    expect(exceedsDepth('[]'.repeat(1_000_000), 100)).toBe(false)
  })

  it('agrees with the depth of the parsed value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(6), (value, limit) => {
        expect(exceedsDepth(JSON.stringify(value), limit)).toBe(depthOf(value) > limit)
      }),
    )
  })
})
