import { describe, expect, it } from 'vitest'
import { Conjugations } from './conjugations.ts'
import { Dictionary } from './dictionary.ts'
import type { Region } from './region.ts'
import { simpleTenseNames, type Tense } from './tense.ts'

const conjugations = new Conjugations(new Dictionary())

function find(verb: string, tense: Tense, region: Region = 'castellano') {
  const found = conjugations.find({ verb, region }, tense)
  if (found === undefined) throw new Error(`no ${verb}`)
  return found
}

describe('find()', () => {
  it('gives one tense of one verb', () => {
    expect(find('hablar', 'present_subjunctive')).toEqual({
      verb: 'hablar',
      tense: 'present_subjunctive',
      name: 'presente de subjuntivo',
      region: 'castellano',
      model: 'hablar',
      persons: ['yo', 'tú', 'él/ella/usted', 'nosotros', 'vosotros', 'ellos/ellas/ustedes'],
      forms: ['hable', 'hables', 'hable', 'hablemos', 'habléis', 'hablen'],
      irregular: false,
      regularity: 'regular',
      alternatives: [],
    })
  })

  it('takes the verb in any case, with blanks around it and with separate accents', () => {
    expect(find(' HABLAR ', 'conditional').verb).toBe('hablar')
    expect(find('oi\u0301r', 'present_subjunctive').forms[0]).toBe('oiga')
    expect(find('OÍR', 'present_subjunctive').verb).toBe('oír')
  })

  it('is undefined for an unknown verb, and for one without its accent', () => {
    for (const verb of ['xyzar', 'oir', '']) {
      expect(conjugations.find({ verb, region: 'castellano' }, 'present_subjunctive')).toBeUndefined()
    }
  })

  it('gives the same object again while it is among the latest thousand', () => {
    const kept = find('hablar', 'future_subjunctive')
    expect(find('Hablar', 'future_subjunctive')).toBe(kept)
    expect(find('hablar', 'future_subjunctive', 'voseo')).not.toBe(kept)
    for (const verb of new Dictionary().verbs.slice(0, 1000)) find(verb, 'present_subjunctive')
    expect(find('hablar', 'future_subjunctive')).not.toBe(kept)
  })

  it('gives -ra as the forms of an imperfect without ending, and -se as their alternative', () => {
    const { forms, alternatives } = find('dormir', 'imperfect_subjunctive')
    expect(forms).toEqual(['durmiera', 'durmieras', 'durmiera', 'durmiéramos', 'durmierais', 'durmieran'])
    const se = ['durmiese', 'durmieses', 'durmiese', 'durmiésemos', 'durmieseis', 'durmiesen']
    expect(alternatives).toEqual([{ kind: 'se', model: 'dormir', forms: se }])
    expect(find('dormir', 'imperfect_subjunctive_ra').alternatives).toEqual([])
    expect(find('dormir', 'imperfect_subjunctive_se').forms).toEqual(se)
    expect(find('dormir', 'pluperfect_subjunctive').alternatives[0]?.forms[0]).toBe('hubiese dormido')
  })

  it('lists the other conjugations of a verb that has several', () => {
    const { forms, alternatives } = find('roer', 'present_subjunctive')
    expect(forms[0]).toBe('roa')
    expect(alternatives.map((each) => [each.kind, each.forms[0]])).toEqual([
      ['conjugation', 'roiga'],
      ['conjugation', 'roya'],
    ])
    expect(find('freír', 'perfect_subjunctive').alternatives.map((each) => each.forms[0])).toEqual([
      'haya frito',
    ])
    expect(find('errar', 'present_subjunctive').alternatives).toMatchObject([{ model: 'hablar' }])
  })

  it('lists an alternative only where it brings a form of its own', () => {
    expect(find('roer', 'conditional').alternatives).toEqual([])
    expect(find('freír', 'present_subjunctive').alternatives).toEqual([])
    expect(find('llover', 'present_subjunctive').alternatives).toEqual([])
    expect(find('haber', 'present_indicative').alternatives[0]?.forms).toEqual([
      null,
      null,
      'hay',
      null,
      null,
      null,
    ])
  })

  it('says of each tense whether it is irregular', () => {
    expect(find('poder', 'present_subjunctive').irregular).toBe(true)
    expect(find('poder', 'imperfect_indicative').irregular).toBe(false)
    expect(find('buscar', 'present_subjunctive')).toMatchObject({ irregular: false, regularity: 'spelling' })
    expect(find('buscar', 'imperfect_subjunctive')).toMatchObject({ irregular: false, regularity: 'regular' })
    expect(find('escribir', 'perfect_subjunctive').irregular).toBe(true)
    expect(find('concernir', 'present_subjunctive')).toMatchObject({
      forms: [null, null, 'concierna', null, null, 'conciernan'],
      irregular: true,
    })
  })
})

describe('table()', () => {
  it('gives every simple tense, and what concerns the verb as a whole', () => {
    const table = conjugations.table({ verb: 'Levantarse', region: 'voseo' })
    expect(table).toMatchObject({
      verb: 'levantarse',
      region: 'voseo',
      model: 'hablar',
      irregular: false,
      reflexive: true,
      defective: false,
      gerund: 'levantándose',
      participles: ['levantado'],
    })
    expect(table?.conjugations.map(({ tense }) => tense)).toEqual(simpleTenseNames)
  })

  it('says that a verb is defective, and has null for a gerund that is not used', () => {
    const usucapir = conjugations.table({ verb: 'usucapir', region: 'castellano' })
    expect(usucapir).toMatchObject({ defective: true, gerund: null, participles: ['usucapido'] })
  })

  it('gives the same table again while it is among the latest two hundred', () => {
    const kept = conjugations.table({ verb: 'hablar', region: 'formal' })
    expect(conjugations.table({ verb: ' HABLAR', region: 'formal' })).toBe(kept)
    expect(conjugations.table({ verb: 'hablar', region: 'voseo' })).not.toBe(kept)
    for (const verb of new Dictionary().verbs.slice(0, 200)) conjugations.table({ verb, region: 'formal' })
    const anew = conjugations.table({ verb: 'hablar', region: 'formal' })
    expect(anew).not.toBe(kept)
    expect(anew).toEqual(kept)
  })

  it('is undefined for an unknown verb', () => {
    expect(conjugations.table({ verb: 'xyzar', region: 'castellano' })).toBeUndefined()
  })
})
