import { defineError } from 'vivace'
import * as z from 'zod'
import type { Dictionary } from '../services/conjugation/dictionary.ts'
import { nearestVerbs } from '../services/conjugation/nearest-verbs.ts'

/** The dictionary has no such verb; the problem's `nearest` lists those that may have been meant. */
export const VerbUnknown = defineError({
  status: 404,
  code: 'verb-unknown',
  title: 'Unknown verb',
  description:
    'The dictionary has no such verb. `nearest` lists up to five that may have been meant, best first: `oír` for `oir`.',
  members: z.object({ nearest: z.array(z.string()) }),
})

/** The error for a verb that was not found. */
export function verbUnknown(dictionary: Dictionary, verb: string): InstanceType<typeof VerbUnknown> {
  const nearest = nearestVerbs(dictionary, verb)
  const detail =
    nearest.length === 0 ? 'The dictionary has nothing like it.' : 'Did you mean one of the nearest?'
  return new VerbUnknown({ detail, extensions: { nearest } })
}
