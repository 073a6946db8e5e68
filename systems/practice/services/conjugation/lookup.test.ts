import { describe, expect, it } from 'vitest'
import { Dictionary } from './dictionary.ts'
import { lookUp, type FormQuery } from './lookup.ts'

const dictionary = new Dictionary()

function find(form: string, options: Partial<FormQuery> = {}): string[] {
  const matches = lookUp(dictionary, { form, region: 'castellano', accents: 'strict', ...options })
  return matches.map(({ verb, tense, person, exact }) => `${verb} ${tense} ${person}${exact ? '' : ' ~'}`)
}

describe('lookUp()', () => {
  it('finds verb, tense and person', () => {
    expect(lookUp(dictionary, { form: 'hables', region: 'castellano', accents: 'strict' })).toEqual([
      {
        verb: 'hablar',
        tense: 'present_subjunctive',
        name: 'presente de subjuntivo',
        person: 'tú',
        form: 'hables',
        exact: true,
      },
    ])
  })

  it('finds every reading of a form', () => {
    expect(find('sienta')).toEqual([
      'sentar present_indicative él/ella/usted',
      'sentar imperative_affirmative tú',
      'sentir present_subjunctive yo',
      'sentir present_subjunctive él/ella/usted',
      'sentir imperative_affirmative él/ella/usted',
    ])
    expect(new Set(find('fuera').map((match) => match.split(' ')[0]))).toEqual(new Set(['ir', 'ser']))
  })

  it.each([
    ['hablásemos', 'hablar imperfect_subjunctive_se nosotros'],
    ['hubiera hablado', 'hablar pluperfect_subjunctive_ra yo'],
    ['hay', 'haber present_indicative él/ella/usted'],
    ['no hables', 'hablar imperative_negative tú'],
    ['levántate', 'levantarse imperative_affirmative tú'],
    ['me levante', 'levantarse present_subjunctive yo'],
    ['roya', 'roer present_subjunctive yo'],
    ['  Quepamos ', 'caber present_subjunctive nosotros'],
  ])('finds %s', (form, match) => {
    expect(find(form)[0]).toBe(match)
  })

  it('finds a verb that is always reflexive without its pronoun, and no other', () => {
    expect(find('arrepienta')[0]).toBe('arrepentirse present_subjunctive yo')
    expect(find('levante')[0]).toBe('levantar present_subjunctive yo')
    expect(find('levante').join()).not.toContain('levantarse')
  })

  it('looks in the region that is asked for', () => {
    expect(find('hablás')).toEqual([])
    expect(find('hablás', { region: 'voseo' })).toEqual(['hablar present_indicative vos'])
  })

  it('demands the accents, unless it is lenient, and then says which match without them', () => {
    expect(find('hableis')).toEqual([])
    expect(find('hableis', { accents: 'lenient' })).toEqual(['hablar present_subjunctive vosotros ~'])
    expect(find('hable', { accents: 'lenient' })).toEqual([
      'hablar present_subjunctive yo',
      'hablar present_subjunctive él/ella/usted',
      'hablar imperative_affirmative él/ella/usted',
      'hablar preterite_indicative yo ~',
    ])
  })

  it('takes ñ for a letter of its own, not for an accented n', () => {
    expect(find('riña')[0]).toBe('reñir present_subjunctive yo')
    expect(find('rina', { accents: 'lenient' })).toEqual([])
  })

  it('finds nothing for what is no form of a person', () => {
    for (const text of ['hablar', 'hablando', 'xyz', '', 'constructor', '- -']) expect(find(text)).toEqual([])
  })
})
