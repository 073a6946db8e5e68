import { describe, expect, it } from 'vitest'
import { Dictionary } from './dictionary.ts'
import { listVerbs, type VerbQuery } from './verb-list.ts'

const dictionary = new Dictionary()
const list = (query: Partial<VerbQuery> = {}) => listVerbs(dictionary, { skip: 0, limit: 100, ...query })

describe('listVerbs()', () => {
  it('lists every verb, a page at a time, in one order', () => {
    const pages = [0, 100, 200].flatMap((skip) => list({ skip }).verbs)
    expect(pages.map(({ verb }) => verb)).toEqual(dictionary.verbs.slice(0, 300))
    expect(list()).toMatchObject({ total: 14_456, skip: 0, limit: 100 })
    expect(list({ skip: 14_450 }).verbs).toHaveLength(6)
    expect(list({ skip: 20_000 }).verbs).toEqual([])
  })

  it('finds letters anywhere in the infinitive, without regard to accents and case', () => {
    expect(list({ q: 'OIR' }).verbs.map(({ verb }) => verb)).toEqual(['desoír', 'entreoír', 'oír', 'trasoír'])
  })

  it('keeps to a model', () => {
    expect(list({ model: 'dormir' }).verbs.map(({ verb }) => verb)).toContain('morir')
    expect(list({ model: 'xyzar' }).total).toBe(0)
  })

  it('parts the irregular verbs from the others', () => {
    expect(list({ irregular: true }).total + list({ irregular: false }).total).toBe(14_456)
    expect(list({ irregular: true, q: 'pensar' }).verbs).toContainEqual({
      verb: 'pensar',
      model: 'acertar',
      irregular: true,
      regularity: 'irregular',
      reflexive: false,
    })
    expect(list({ irregular: false, q: 'buscar' }).verbs[0]).toMatchObject({ regularity: 'spelling' })
  })
})
