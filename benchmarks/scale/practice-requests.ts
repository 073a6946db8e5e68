import type { Expected } from './exchanges.ts'

/** Regular, irregular, with a change of spelling, with accents, reflexive. */
const verbs = ['hablar', 'dormir', 'ser', 'buscar', 'oír', 'pedir', 'roer', 'caer', 'poner', 'levantarse']
const tenses = [
  'present_subjunctive',
  'imperfect_subjunctive',
  'present_indicative',
  'pluperfect_subjunctive',
]

const conjugation = (verb: string, tense: string): Expected => ({
  path: `/api/conjugations/${encodeURIComponent(verb)}/${tense}?region=voseo`,
  status: 200,
  says: `"tense":"${tense}"`,
})

const table = (verb: string): Expected => ({
  path: `/api/conjugations/${encodeURIComponent(verb)}`,
  status: 200,
  says: `{"verb":"${verb}"`,
})

const lookUp = (form: string, verb: string): Expected => ({
  path: `/api/conjugations/lookup?form=${encodeURIComponent(form)}&accents=lenient`,
  status: 200,
  says: `"verb":"${verb}"`,
})

const others: readonly Expected[] = [
  lookUp('hables', 'hablar'),
  lookUp('duerma', 'dormir'),
  lookUp('hubiera hablado', 'hablar'),
  lookUp('pusieran', 'poner'),
  { path: '/api/verbs?limit=20', status: 200, says: '"verbs":[{' },
  { path: '/api/verbs?q=poner&irregular=true&limit=10', status: 200, says: '"poner"' },
  { path: '/api/conjugations/hablarr/present_subjunctive', status: 404, says: '"nearest"' },
  { path: '/api/conjugations/hablar/present_subjunctive?region=luna', status: 422, says: '"/region"' },
  { path: '/health', status: 200, says: '"healthy"' },
  { path: '/health', status: 200, says: '"healthy"' },
]

/**
 * What clients ask the practice API: of six requests four for one tense of a verb, one for all its tenses, one
 * of the rest: look-ups from a form, lists, requests that are refused.
 *
 *     practiceRequests()[0]?.path   // '/api/conjugations/hablar/present_subjunctive?region=voseo'
 */
export function practiceRequests(): readonly Expected[] {
  return verbs.flatMap((verb, at) => {
    const other = others[at]
    const asked = [...tenses.map((tense) => conjugation(verb, tense)), table(verb)]
    return other === undefined ? asked : [...asked, other]
  })
}
