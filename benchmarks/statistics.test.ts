import { describe, expect, it } from 'vitest'
import { quantile, quartiles, seededRandom, shuffled } from './statistics.ts'

describe('quantile()', () => {
  it('is the middle value of an odd sample, whatever its order', () => {
    expect(quantile([9, 1, 5], 0.5)).toBe(5)
  })

  it('lies on the straight line between the two values next to it', () => {
    expect(quantile([10, 20, 30, 40], 0.5)).toBe(25)
    expect(quantile([10, 20, 30, 40], 0.25)).toBe(17.5)
  })

  it('is the ends at 0 and 1', () => {
    expect(quantile([3, 1, 2], 0)).toBe(1)
    expect(quantile([3, 1, 2], 1)).toBe(3)
  })

  it('sorts numbers as numbers', () => {
    expect(quantile([100, 9, 20], 0.5)).toBe(20)
  })

  it('is undefined for an empty sample', () => {
    expect(quantile([], 0.5)).toBeUndefined()
  })

  it('leaves the sample as it is', () => {
    const sample = [3, 1, 2]
    quantile(sample, 0.5)
    expect(sample).toEqual([3, 1, 2])
  })
})

describe('quartiles()', () => {
  it('tells the middle half of a sample and its size', () => {
    expect(quartiles([1, 2, 3, 4, 5])).toEqual({ lower: 2, median: 3, upper: 4, count: 5 })
  })

  it('is one value three times for a sample of one', () => {
    expect(quartiles([7])).toEqual({ lower: 7, median: 7, upper: 7, count: 1 })
  })

  it('is undefined for an empty sample', () => {
    expect(quartiles([])).toBeUndefined()
  })
})

describe('seededRandom()', () => {
  it('repeats its numbers for the same seed, and not for another', () => {
    const numbers = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed))
    expect(numbers(7)).toEqual(numbers(7))
    expect(numbers(7)).not.toEqual(numbers(8))
  })

  it('stays from 0 to below 1 and uses the whole of it', () => {
    const numbers = Array.from({ length: 1000 }, seededRandom(1))
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThan(1)
    const perTenth = Array.from({ length: 10 }, (_, tenth) =>
      numbers.filter((at) => Math.floor(at * 10) === tenth),
    )
    for (const tenth of perTenth) expect(tenth.length).toBeGreaterThan(60)
  })
})

describe('shuffled()', () => {
  it('keeps every value once', () => {
    expect(shuffled(['a', 'b', 'c', 'd'], seededRandom(3)).sort()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('makes each order about equally often', () => {
    const random = seededRandom(1)
    const counts = new Map<string, number>()
    for (let turn = 0; turn < 6000; turn++) {
      const order = shuffled(['a', 'b', 'c'], random).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })

  it('leaves the values as they are', () => {
    const values = Object.freeze([1, 2, 3])
    expect(shuffled(values, seededRandom(1))).toHaveLength(3)
  })
})
