import { describe, expect, it } from 'vitest'
import { isSameData } from './same-data.ts'

describe('isSameData', () => {
  it.each([
    [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [[], {}, false],
    [null, {}, false],
    ['a', 'a', true],
  ])('of %j and %j is %j', (left, right, same) => {
    expect(isSameData(left, right)).toBe(same)
  })
})
