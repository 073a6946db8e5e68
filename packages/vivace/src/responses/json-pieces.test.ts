import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonInPieces } from './json-pieces.ts'

const itemsOf = (count: number, length: number): unknown[] =>
  Array.from({ length: count }, (_none, id) => ({ id, text: '"'.repeat(length) }))

describe('jsonInPieces()', () => {
  it.each([
    [0, 0],
    [1, 5],
    [100, 80],
    [100, 5_000],
    [1_000, 0],
  ])('writes %i items of %i quotes as JSON.stringify does, whatever it wrote before', (count, length) => {
    const write = jsonInPieces()
    for (const before of [[], itemsOf(3, 9_000), itemsOf(500, 1)]) {
      write(before)
      expect(write(itemsOf(count, length))).toBe(JSON.stringify(itemsOf(count, length)))
    }
  })

  it('writes every number of items, of lengths that change, as JSON.stringify does', () => {
    const write = jsonInPieces()
    for (let count = 0; count < 200; count += 1) {
      const items = itemsOf(count, 100 + ((count * 37) % 300))
      expect(write(items)).toBe(JSON.stringify(items))
    }
  })

  it('writes every value as JSON.stringify does', () => {
    const write = jsonInPieces()
    fc.assert(
      fc.property(fc.anything({ maxDepth: 3 }), (value) => {
        expect(write(value)).toBe(JSON.stringify(value))
      }),
    )
  })

  it('leaves an array alone that says itself what it is as JSON', () => {
    const array = Object.assign([1, 2], { toJSON: () => 'two' })
    expect(jsonInPieces()(array)).toBe('"two"')
  })

  it('writes holes and what is no JSON as null', () => {
    expect(jsonInPieces()([1, , undefined, () => 1, Symbol('a')])).toBe('[1,null,null,null,null]')
  })
})
