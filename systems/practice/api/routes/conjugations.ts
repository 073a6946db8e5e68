import { path, query, Router } from 'vivace'
import * as z from 'zod'
import { cacheable } from '../../core/cacheable.ts'
import { conjugations, dictionary } from '../../core/dictionary.ts'
import { Conjugation, ConjugationTable, Tense, VerbName } from '../../schemas/conjugation.ts'
import { Accents, Lookup } from '../../schemas/lookup.ts'
import { Region } from '../../schemas/region.ts'
import { lookUp } from '../../services/conjugation/lookup.ts'
import { verbUnknown, VerbUnknown } from '../verb-unknown.ts'

const region = query(Region.default('castellano'), { description: 'Who is addressed how; see Region.' })
const verb = path(VerbName, {
  description: 'An infinitive with its accents, in any case; reflexive ones end in -se.',
  examples: ['hablar'],
})

/** Conjugations of one verb, and the way back from a form to its verb. */
export const conjugationRoutes = new Router({ dependencies: [cacheable] })

conjugationRoutes.get(
  '/lookup',
  {
    operationId: 'lookUpForm',
    summary: 'Look up a conjugated form',
    description: [
      'Finds the verbs, tenses and persons that a form belongs to, over the whole dictionary.',
      'Compound and reflexive forms are looked up whole: `hubiera hablado`, `me levante`.',
      'Infinitives, gerunds and participles are no forms of a person. No match is an empty list.',
    ].join('\n\n'),
    inputs: {
      form: query(z.string().min(1).max(60), { description: 'The form, in any case.', examples: ['hables'] }),
      accents: query(Accents.default('strict')),
      region,
      dictionary,
    },
    returns: Lookup,
  },
  ({ dictionary: verbs, ...asked }) => ({ ...asked, matches: lookUp(verbs, asked) }),
)

conjugationRoutes.get(
  '/{verb}',
  {
    operationId: 'conjugateVerb',
    summary: 'Conjugate a verb in every tense',
    inputs: { verb, region, conjugations, dictionary },
    returns: ConjugationTable,
    errors: [VerbUnknown],
  },
  ({ conjugations: kept, dictionary: verbs, ...asked }) => {
    const table = kept.table(asked)
    if (table === undefined) throw verbUnknown(verbs, asked.verb)
    return table
  },
)

conjugationRoutes.get(
  '/{verb}/{tense}',
  {
    operationId: 'conjugateVerbInTense',
    summary: 'Conjugate a verb in one tense',
    description: [
      'Six forms in the order of the persons, and those that are as right: the other ending of the',
      'imperfect and the pluperfect, and the other conjugations of verbs such as roer (roa, roiga, roya).',
      'Defective verbs have null where they have no form.',
    ].join(' '),
    inputs: {
      verb,
      tense: path(Tense, { description: 'See Tense.', examples: ['present_subjunctive'] }),
      region,
      conjugations,
      dictionary,
    },
    returns: Conjugation,
    errors: [VerbUnknown],
  },
  ({ conjugations: kept, dictionary: verbs, tense, ...asked }) => {
    const conjugation = kept.find(asked, tense)
    if (conjugation === undefined) throw verbUnknown(verbs, asked.verb)
    return conjugation
  },
)
