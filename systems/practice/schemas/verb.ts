import * as z from 'zod'
import { Regularity } from './conjugation.ts'

/** Which verbs to list, and which part of the list. */
export const VerbFilter = z.object({
  q: z.string().max(40).optional().meta({
    description: 'Letters that the infinitive contains; accents and case do not count.',
  }),
  model: z.string().max(40).optional().meta({
    description: 'The verb that they are conjugated like, such as `acertar`.',
  }),
  irregular: z.boolean().optional().meta({ description: 'Only irregular verbs, or only the others.' }),
  skip: z.int().min(0).default(0).meta({ description: 'How many to leave out from the start.' }),
  limit: z.int().min(1).max(100).default(100).meta({ description: 'How many to answer at most.' }),
})

/** A verb in the list. */
export const Verb = z
  .object({
    verb: z.string(),
    model: z.string().meta({ description: 'The verb that this one is conjugated like.' }),
    irregular: z.boolean(),
    regularity: Regularity,
    reflexive: z.boolean(),
  })
  .meta({
    id: 'Verb',
    description: 'A verb of the dictionary.',
    examples: [
      { verb: 'pensar', model: 'acertar', irregular: true, regularity: 'irregular', reflexive: false },
    ],
  })

/** A part of the list. */
export const VerbPage = z
  .object({
    total: z.int().min(0).meta({ description: 'How many verbs fit, on all pages.' }),
    skip: z.int().min(0),
    limit: z.int().min(1),
    verbs: z.array(Verb).readonly(),
  })
  .meta({ id: 'VerbPage', description: 'A part of the list of verbs, in Spanish alphabetical order.' })
