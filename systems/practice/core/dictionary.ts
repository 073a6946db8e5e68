import { singleton } from 'vivace'
import { Conjugations } from '../services/conjugation/conjugations.ts'
import { Dictionary } from '../services/conjugation/dictionary.ts'

/** The verbs. */
export const dictionary = singleton({}, () => new Dictionary())

/** Their conjugations, with the cache that the whole app shares. */
export const conjugations = singleton({ dictionary }, ({ dictionary: verbs }) => new Conjugations(verbs))
