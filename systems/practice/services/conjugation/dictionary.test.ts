import { describe, expect, it } from 'vitest'
import { Dictionary } from './dictionary.ts'
import { gold } from '../../tests/gold.ts'
import type { Paradigm } from './paradigm.ts'
import { regions } from './region.ts'
import { regularities, regularityOf } from './regularity.ts'
import { simpleTenseNames, type SimpleTense } from './tense.ts'

const dictionary = new Dictionary()
const subjunctives = simpleTenseNames.filter(
  (tense) => tense.endsWith('_subjunctive') || /_(ra|se)$/u.test(tense),
)

function first(verb: string): Paradigm {
  const [paradigm] = dictionary.paradigms(verb, 'castellano')
  if (paradigm === undefined) throw new Error(`no ${verb}`)
  return paradigm
}

describe('the gold', () => {
  it('has sixty verbs of eighteen forms', () => {
    expect(gold).toHaveLength(60)
    const forms = gold.flatMap((entry) => [
      ...entry.present_subjunctive,
      ...entry.imperfect_subjunctive_ra,
      ...entry.imperfect_subjunctive_se,
    ])
    expect(forms).toHaveLength(1080)
  })

  it.each(gold)('agrees with the dictionary on $verb', ({ verb, ...tenses }) => {
    const { forms } = first(verb)
    expect({
      present_subjunctive: forms.present_subjunctive,
      imperfect_subjunctive_ra: forms.imperfect_subjunctive_ra,
      imperfect_subjunctive_se: forms.imperfect_subjunctive_se,
    }).toEqual(tenses)
  })
})

describe('the whole dictionary', () => {
  it('has 14,456 verbs in Spanish alphabetical order, each once', () => {
    const { verbs } = dictionary
    expect(verbs).toHaveLength(14_456)
    expect(new Set(verbs).size).toBe(verbs.length)
    expect([...verbs].sort(new Intl.Collator('es').compare)).toEqual(verbs)
  })

  it.each(regions)('conjugates every verb in all subjunctive tenses of %s without an error', (region) => {
    const faults: string[] = []
    for (const verb of dictionary.verbs) {
      const paradigms = dictionary.paradigms(verb, region)
      if (paradigms.length === 0) faults.push(verb)
      for (const { forms } of paradigms) {
        for (const tense of subjunctives) {
          const isRight = (form: string | null) =>
            form === null || /^([a-zñüáéíóú]+ )*[a-zñüáéíóú]+$/u.test(form)
          if (forms[tense].length !== 6 || !forms[tense].every(isRight)) faults.push(`${verb} ${tense}`)
        }
      }
    }
    expect(subjunctives).toHaveLength(8)
    expect(faults).toEqual([])
  })

  it('forms every imperfect and future subjunctive from the third person plural of the preterite', () => {
    const faults: string[] = []
    // Old participants of two conjugations: podrí or pudrí, respondí or repuse, plació or plugo.
    const mixed = /^(re)?p[ou]drir(se)?$|^responder$|^placer$/u
    for (const verb of dictionary.verbs.filter((name) => !mixed.test(name))) {
      for (const { forms } of dictionary.paradigms(verb, 'castellano')) {
        const stem = forms.preterite_indicative[5]?.split(' ').at(-1)?.slice(0, -3)
        if (stem === undefined) continue
        const expected: Partial<Record<SimpleTense, string[]>> = {
          imperfect_subjunctive_ra: imperfectOf(stem, 'ra', 'rais'),
          imperfect_subjunctive_se: imperfectOf(stem, 'se', 'seis'),
          future_subjunctive: imperfectOf(stem, 're', 'reis'),
        }
        for (const tense of subjunctives) {
          const bare = forms[tense].map((form) => form?.split(' ').at(-1))
          const faulty = expected[tense]?.some((form, at) => bare[at] !== undefined && bare[at] !== form)
          if (faulty === true) faults.push(`${verb} ${tense} ${bare.join(' ')}`)
        }
      }
    }
    expect(faults).toEqual([])
  })

  it('names a model for every verb whose regularity is that of the verb', () => {
    const faults = dictionary.verbs.filter((verb) => {
      const { forms } = first(verb)
      const regular = dictionary.regularForms(verb, 'castellano')
      const found = simpleTenseNames.map((tense) => regularityOf(verb, forms[tense], regular[tense]))
      const own = regularities.findLast((regularity) => found.includes(regularity))
      return own !== dictionary.regularity(verb)
    })
    // These have no form in use that could show the irregularity of their model.
    expect(faults).toEqual(['embaír', 'embaírse', 'raspahilar'])
  })
})

describe('paradigms()', () => {
  it('is empty for a verb that does not exist, whatever its name', () => {
    for (const verb of ['xyzar', '', 'constructor', '__proto__', 'toString', 'HABLAR', 'oir']) {
      expect(dictionary.paradigms(verb, 'castellano')).toEqual([])
      expect(dictionary.has(verb)).toBe(false)
    }
  })

  it('has null where a defective verb has no form', () => {
    const nothing = Array.from({ length: 6 }, () => null)
    const [complete, defective] = dictionary.paradigms('abolir', 'castellano')
    expect(complete?.forms.present_subjunctive).toEqual([
      'abola',
      'abolas',
      'abola',
      'abolamos',
      'aboláis',
      'abolan',
    ])
    expect(defective?.forms.present_subjunctive).toEqual(nothing)
    expect(defective?.forms.present_indicative).toEqual([null, null, null, 'abolimos', 'abolís', null])
    expect(first('usucapir').forms.present_subjunctive).toEqual(nothing)
  })

  it('gives every participle', () => {
    expect(first('describir').participles).toEqual(['descrito', 'descripto'])
    expect(dictionary.paradigms('freír', 'castellano').flatMap(({ participles }) => participles)).toEqual([
      'freído',
      'frito',
    ])
  })

  it('puts the pronouns of reflexive verbs before the form and after the imperative', () => {
    const { forms } = first('levantarse')
    expect(forms.present_subjunctive[3]).toBe('nos levantemos')
    expect(forms.perfect_subjunctive[4]).toBe('os hayáis levantado')
    expect(forms.imperative_affirmative).toEqual([
      null,
      'levántate',
      'levántese',
      'levantémonos',
      'levantaos',
      'levántense',
    ])
    expect(forms.imperative_negative[1]).toBe('no te levantes')
  })
})

describe('regions', () => {
  it.each([
    ['castellano', ['habláis', 'habla'], ['hable', 'hables', 'hable', 'hablemos', 'habléis', 'hablen']],
    ['canarias', ['hablan', 'habla'], ['hable', 'hables', 'hable', 'hablemos', 'hablen', 'hablen']],
    ['voseo', ['hablan', 'hablá'], ['hable', 'hables', 'hable', 'hablemos', 'hablen', 'hablen']],
    ['formal', ['hablan', 'hable'], ['hable', 'hable', 'hable', 'hablemos', 'hablen', 'hablen']],
  ] as const)('%s has its own second persons', (region, [plural, imperative], subjunctive) => {
    const [paradigm] = dictionary.paradigms('hablar', region)
    expect(paradigm?.forms.present_indicative[4]).toBe(plural)
    expect(paradigm?.forms.imperative_affirmative[1]).toBe(imperative)
    expect(paradigm?.forms.present_subjunctive).toEqual(subjunctive)
  })

  it.each([
    ['castellano', [null, 'habla', 'hable', 'hablemos', 'hablad', 'hablen']],
    ['canarias', [null, 'habla', 'hable', 'hablemos', 'hablen', null]],
    ['voseo', [null, 'hablá', 'hable', 'hablemos', 'hablen', null]],
    ['formal', [null, 'hable', null, 'hablemos', 'hablen', null]],
  ] as const)('%s commands usted and ustedes once each', (region, forms) => {
    expect(dictionary.paradigms('hablar', region)[0]?.forms.imperative_affirmative).toEqual(forms)
  })

  it('canarias is castellano with ustedes for vosotros, in every verb', () => {
    const faults = dictionary.verbs.filter((verb) => {
      const castellano = dictionary.paradigms(verb, 'castellano')
      return dictionary.paradigms(verb, 'canarias').some(({ forms }, at) =>
        subjunctives.some((tense) => {
          const expected = castellano[at]?.forms[tense] ?? []
          // An impersonal verb has no form for ustedes, though it has one for ellos.
          const [yo, tu, el, nosotros, , ellos] = expected
          const [, , , , ustedes] = forms[tense]
          return forms[tense].join() !== [yo, tu, el, nosotros, ustedes && ellos, ellos].join()
        }),
      )
    })
    expect(faults).toEqual([])
  })
})

function imperfectOf(stem: string, ending: string, fifth: string): string[] {
  const stressed = `${stem}\u0301`.normalize('NFC')
  return [ending, `${ending}s`, ending, `${ending}mos`, fifth, `${ending}n`].map(
    (each, at) => (at === 3 ? stressed : stem) + each,
  )
}
