import * as z from 'zod'
import { regularities } from '../services/conjugation/regularity.ts'
import { tenseNames } from '../services/conjugation/tense.ts'
import { Region } from './region.ts'

/** An infinitive as a client may write it. */
export const VerbName = z.string().min(1).max(40)

/** Every tense that can be asked for. */
export const Tense = z.enum(tenseNames).meta({
  id: 'Tense',
  description: [
    'A tense. `imperfect_subjunctive` and `pluperfect_subjunctive` answer the forms in -ra, with those in -se',
    'among the alternatives; the names in `_ra` and `_se` answer one ending each.',
  ].join(' '),
  examples: ['present_subjunctive'],
})

const Form = z.string().nullable()

const Forms = z.array(Form).length(6).readonly().meta({
  description: 'In the order of the persons; null where the verb has no form.',
})

/** How regular a tense or a verb is. */
export const Regularity = z.enum(regularities).meta({
  id: 'Regularity',
  description: [
    '`regular`: like hablar, temer, partir, letter for letter. `spelling`: the same sounds, written by the',
    'rules of orthography (busque, venza). `irregular`: anything else.',
  ].join(' '),
  examples: ['irregular'],
})

/** Forms that are as right as the ones given first. */
export const Alternative = z
  .object({
    kind: z.enum(['se', 'conjugation']).meta({
      description: '`se`: the other ending of the same verb; `conjugation`: another way to conjugate it.',
    }),
    model: z.string().meta({ description: 'The verb that these forms are conjugated like.' }),
    forms: Forms,
  })
  .meta({ id: 'Alternative', description: 'Forms that are as right as the ones given first.' })

/** One tense of one verb in one region. */
export const Conjugation = z
  .object({
    verb: z.string().meta({ description: 'The infinitive, as the dictionary writes it.' }),
    tense: Tense,
    name: z.string().meta({ description: 'The name of the tense in Spanish.' }),
    region: Region,
    model: z.string().meta({ description: 'The verb that this one is conjugated like.' }),
    persons: z.array(z.string()).length(6).readonly(),
    forms: Forms,
    irregular: z.boolean().meta({
      description: 'Whether a form differs in more than spelling from the regular paradigm of its class.',
    }),
    regularity: Regularity,
    alternatives: z.array(Alternative).readonly(),
  })
  .meta({
    id: 'Conjugation',
    description: 'One tense of one verb.',
    examples: [
      {
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
      },
    ],
  })

/** Every tense of one verb in one region. */
export const ConjugationTable = z
  .object({
    verb: z.string(),
    region: Region,
    model: z.string(),
    irregular: z.boolean(),
    reflexive: z.boolean(),
    defective: z.boolean().meta({ description: 'Whether the verb lacks forms by usage.' }),
    gerund: Form,
    participles: z
      .array(z.string())
      .readonly()
      .meta({ description: 'Several for a few verbs: freído, frito.' }),
    conjugations: z
      .array(Conjugation)
      .readonly()
      .meta({ description: 'One for each tense with forms of its own.' }),
  })
  .meta({ id: 'ConjugationTable', description: 'Every tense of one verb.' })
