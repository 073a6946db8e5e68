import { describe, expect, it } from 'vitest'
import { randomHex, randomId } from './random-ids.ts'

describe('randomId()', () => {
  it('is a UUID of version 4, and never the same', () => {
    const ids = Array.from({ length: 10_000 }, randomId)
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(new Set(ids).size).toBe(10_000)
  })

  it('takes every value at every place that is free', () => {
    const ids = Array.from({ length: 2_000 }, () => randomId().replaceAll('-', ''))
    for (let at = 0; at < 32; at++) {
      const seen = new Set(ids.map((id) => id[at]))
      expect(seen.size).toBe(at === 12 ? 1 : at === 16 ? 4 : 16)
    }
  })
})

describe('randomHex()', () => {
  it('has two digits for each byte, and never the same', () => {
    const texts = Array.from({ length: 10_000 }, () => randomHex(8))
    for (const text of texts) expect(text).toMatch(/^[\da-f]{16}$/)
    expect(new Set(texts).size).toBe(10_000)
  })
})
