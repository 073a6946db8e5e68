import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Dictionary } from './dictionary.ts'
import { distanceFrom } from './edit-distance.ts'
import { leastDistance, letterSet } from './letter-set.ts'
import { lookUp } from './lookup.ts'
import { nearestVerbs } from './nearest-verbs.ts'

const dictionary = new Dictionary()

describe('nearestVerbs()', () => {
  it.each(['oir', 'OIR', ' Oir '])('suggests oír alone for %j', (typed) => {
    expect(nearestVerbs(dictionary, typed)).toEqual(['oír'])
  })

  it.each([
    ['hablra', 'hablar'],
    ['comerr', 'comer'],
    ['desir', 'decir'],
    ['tner', 'tener'],
    ['mudarze', 'mudarse'],
  ])('suggests the verb that was meant by %s', (typed, meant) => {
    expect(nearestVerbs(dictionary, typed)).toContain(meant)
  })

  it('suggests the verb that the text is a form of, first', () => {
    expect(nearestVerbs(dictionary, 'hables')[0]).toBe('hablar')
    expect(nearestVerbs(dictionary, 'seamos')[0]).toBe('ser')
  })

  it('suggests five at most, and always the same', () => {
    const suggested = nearestVerbs(dictionary, 'xyzar')
    expect(suggested).toHaveLength(5)
    expect(nearestVerbs(dictionary, 'xyzar')).toEqual(suggested)
  })

  it('suggests nothing for what resembles no verb', () => {
    expect(nearestVerbs(dictionary, 'z'.repeat(40))).toEqual([])
    expect(nearestVerbs(dictionary, '')).toEqual([])
  })

  it('suggests what the distance to every verb would, measured one by one', () => {
    const verb = fc.integer({ min: 0, max: dictionary.verbs.length - 1 })
    const slip = fc.tuple(fc.nat(12), fc.constantFrom('', 'a', 'r', 'z', 'ñ'), fc.boolean())
    const typedOf = (at: number, slips: readonly (readonly [number, string, boolean])[]): string =>
      slips.reduce(
        (text, [place, letter, drops]) => text.slice(0, place) + letter + text.slice(place + (drops ? 1 : 0)),
        dictionary.plainVerbs[at] ?? '',
      )
    fc.assert(
      fc.property(verb, fc.array(slip, { minLength: 1, maxLength: 4 }), (at, slips) => {
        const typed = typedOf(at, slips)
        const forms = lookUp(dictionary, { form: typed, region: 'castellano', accents: 'lenient' })
        fc.pre(dictionary.verbsWithoutAccents(typed).length === 0 && forms.length === 0)
        expect(nearestVerbs(dictionary, typed)).toEqual(nearestOneByOne(typed))
      }),
      { numRuns: 30 },
    )
  })
})

/** The five nearest verbs, of all. */
function nearestOneByOne(typed: string): string[] {
  const limit = Math.min(3, Math.floor(typed.length / 2))
  const sharedStart = (verb: string): number => {
    const at = [...verb].findIndex((letter, index) => letter !== typed[index])
    return at < 0 ? verb.length : at
  }
  return dictionary.verbs
    .map((verb, at) => ({ verb, plain: dictionary.plainVerbs[at] ?? '' }))
    .map(({ verb, plain }) => ({ verb, plain, distance: wholeTable(typed, plain) }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance || sharedStart(other.plain) - sharedStart(one.plain))
    .slice(0, 5)
    .map(({ verb }) => verb)
}

describe('leastDistance()', () => {
  it.each([
    ['hablar', 'hablar', 0],
    ['hablar', 'bahlar', 0],
    ['hablar', 'pedir', 4],
    ['a', 'abc', 2],
    ['', '', 0],
  ])('between %j and %j is %i', (one, other, distance) => {
    expect(leastDistance(letterSet(one), letterSet(other))).toBe(distance)
    expect(leastDistance(letterSet(other), letterSet(one))).toBe(distance)
  })

  it('is never more than the distance', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'q', 'ñ', 'ü', ' '), maxLength: 9 })
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(leastDistance(letterSet(one), letterSet(other))).toBeLessThanOrEqual(wholeTable(one, other))
      }),
    )
  })
})

describe('distanceFrom()', () => {
  it.each([
    ['hablar', 'hablar', 0],
    ['hablr', 'hablar', 1],
    ['hablaar', 'hablar', 1],
    ['hadlar', 'hablar', 1],
    ['hablra', 'hablar', 1],
    ['ahblra', 'hablar', 2],
    ['', 'ser', 3],
    ['ca', 'abc', 3],
  ])('from %j to %j is %i', (from, to, distance) => {
    expect(distanceFrom(from)(to, 3)).toBe(distance)
    expect(distanceFrom(to)(from, 3)).toBe(distance)
  })

  it('is the same whatever was measured before', () => {
    const distance = distanceFrom('hablar')
    const fresh = (to: string): number => distanceFrom('hablar')(to, 3)
    for (const to of ['hablra', 'a', 'desagradecerse', 'hablar', 'bahlar', '', 'halbra']) {
      expect(distance(to, 3)).toBe(fresh(to))
    }
  })

  it('agrees with the whole table of distances, for any two words', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 })
    fc.assert(
      fc.property(letters, letters, fc.integer({ min: 0, max: 9 }), (from, to, limit) => {
        expect(distanceFrom(from)(to, limit)).toBe(Math.min(wholeTable(from, to), limit + 1))
      }),
    )
  })

  it('is one more than the limit when it is more than the limit', () => {
    expect(distanceFrom('xyzar')('hablar', 2)).toBe(3)
    expect(distanceFrom('a')('abcdef', 2)).toBe(3)
  })
})

/** The textbook's way: every cell, no limit. */
function wholeTable(from: string, to: string): number {
  const table = Array.from({ length: from.length + 1 }, (_, row) => [row])
  const cell = (row: number, column: number): number => table[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let column = 1; column <= to.length; column += 1) table[0]?.push(column)
  for (let row = 1; row <= from.length; row += 1) {
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swap = swapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY
      const edit = Math.min(
        cell(row - 1, column) + 1,
        cell(row, column - 1) + 1,
        cell(row - 1, column - 1) + same,
      )
      table[row]?.push(Math.min(edit, swap))
    }
  }
  return cell(from.length, to.length)
}
