import * as z from 'zod'
import { simpleTenseNames } from '../services/conjugation/tense.ts'
import { Region } from './region.ts'

/** Whether accents count. */
export const Accents = z.enum(['strict', 'lenient']).meta({
  description: '`lenient` also finds forms that differ in accents alone, and says so: hableis finds habléis.',
  examples: ['lenient'],
})

/** One place in the dictionary where a form stands. */
export const FormMatch = z
  .object({
    verb: z.string(),
    tense: z.enum(simpleTenseNames),
    name: z.string().meta({ description: 'The name of the tense in Spanish.' }),
    person: z.string(),
    form: z.string().meta({ description: 'As the dictionary writes it.' }),
    exact: z.boolean().meta({ description: 'Whether the accents are as they were typed.' }),
  })
  .meta({ id: 'FormMatch', description: 'One place in the dictionary where a form stands.' })

/** Everything a form can be. */
export const Lookup = z
  .object({ form: z.string(), region: Region, accents: Accents, matches: z.array(FormMatch) })
  .meta({
    id: 'Lookup',
    description: 'The verbs, tenses and persons that a form belongs to; exact matches first.',
    examples: [
      {
        form: 'hables',
        region: 'castellano',
        accents: 'strict',
        matches: [
          {
            verb: 'hablar',
            tense: 'present_subjunctive',
            name: 'presente de subjuntivo',
            person: 'tú',
            form: 'hables',
            exact: true,
          },
        ],
      },
    ],
  })
