import { describe, expect, it } from 'vitest'
import { randomHex, randomId } from './random-ids.ts'

describe('randomId()', () => {
  it('is as long as the id of a trace, and never the same', () => {
    const ids = Array.from({ length: 10_000 }, randomId)
    for (const id of ids) expect(id).toMatch(/^[\da-f]{32}$/)
    expect(new Set(ids).size).toBe(10_000)
  })

  it('takes every value at every place', () => {
    const ids = Array.from({ length: 2_000 }, () => randomId())
    for (let at = 0; at < 32; at++) expect(new Set(ids.map((id) => id[at])).size).toBe(16)
  })
})

describe('randomHex()', () => {
  it('has two digits for each byte, and never the same', () => {
    const texts = Array.from({ length: 10_000 }, () => randomHex(8))
    for (const text of texts) expect(text).toMatch(/^[\da-f]{16}$/)
    expect(new Set(texts).size).toBe(10_000)
  })
})
