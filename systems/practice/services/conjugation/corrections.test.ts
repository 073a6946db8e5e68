import { expect, it } from 'vitest'
import { Dictionary } from './dictionary.ts'
import type { Region } from './region.ts'
import type { SimpleTense } from './tense.ts'

const dictionary = new Dictionary()

interface Corrected {
  readonly verb: string
  readonly tense: SimpleTense
  readonly region: Region
  readonly person: number
  readonly form: string
}

it.each<Corrected>([
  { verb: 'reírse', tense: 'imperative_affirmative', region: 'castellano', person: 4, form: 'reíos' },
  { verb: 'sonreírse', tense: 'imperative_affirmative', region: 'voseo', person: 1, form: 'sonreíte' },
  { verb: 'erguir', tense: 'imperative_affirmative', region: 'voseo', person: 1, form: 'erguí' },
  { verb: 'erguirse', tense: 'imperative_affirmative', region: 'voseo', person: 1, form: 'erguite' },
  {
    verb: 'desvaír',
    tense: 'imperfect_subjunctive_ra',
    region: 'castellano',
    person: 4,
    form: 'desvayerais',
  },
  {
    verb: 'desvaírse',
    tense: 'imperfect_subjunctive_se',
    region: 'castellano',
    person: 4,
    form: 'os desvayeseis',
  },
  { verb: 'desvaír', tense: 'future_subjunctive', region: 'castellano', person: 4, form: 'desvayereis' },
  { verb: 'antojarse', tense: 'present_subjunctive', region: 'castellano', person: 2, form: 'se antoje' },
  { verb: 'antojarse', tense: 'perfect_indicative', region: 'formal', person: 5, form: 'se han antojado' },
])('$verb has $form ($region, $tense)', ({ verb, tense, region, person, form }) => {
  expect(dictionary.paradigms(verb, region)[0]?.forms[tense][person]).toBe(form)
})

it('haber is hay where it is impersonal, and ha where it is not', () => {
  const present = dictionary.paradigms('haber', 'castellano').map(({ forms }) => forms.present_indicative[2])
  expect(present).toEqual(['ha', 'hay'])
})
