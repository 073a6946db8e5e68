import * as z from 'zod'
import { regions } from '../services/conjugation/region.ts'

/** The address system of a conjugation. */
export const Region = z.enum(regions).meta({
  id: 'Region',
  description: [
    'Who is addressed how: `castellano` (tú, vosotros; Spain), `canarias` (tú, ustedes; the Canaries, Mexico',
    'and most of America), `voseo` (vos, ustedes; the River Plate), `formal` (usted, ustedes).',
  ].join(' '),
  examples: ['castellano'],
})
