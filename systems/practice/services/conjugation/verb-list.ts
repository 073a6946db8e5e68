import type { Dictionary } from './dictionary.ts'
import type { Regularity } from './regularity.ts'
import { normalise, withoutAccents } from './spelling.ts'

/** Which verbs to list, and which part of the list. */
export interface VerbQuery {
  /** Letters that the infinitive contains; accents do not count. */
  readonly q?: string | undefined
  /** The verb that they are conjugated like: `acertar`. */
  readonly model?: string | undefined
  readonly irregular?: boolean | undefined
  readonly skip: number
  readonly limit: number
}

/** A verb in the list. */
export interface VerbSummary {
  readonly verb: string
  readonly model: string
  readonly irregular: boolean
  readonly regularity: Regularity
  readonly reflexive: boolean
}

/** A part of the list, and how long the whole list is. */
export interface VerbPage {
  readonly total: number
  readonly skip: number
  readonly limit: number
  readonly verbs: readonly VerbSummary[]
}

/** Lists the verbs that fit, in Spanish alphabetical order. */
export function listVerbs(dictionary: Dictionary, { q, model, irregular, skip, limit }: VerbQuery): VerbPage {
  const letters = withoutAccents(normalise(q ?? ''))
  const like = normalise(model ?? '')
  const { verbs: all, plainVerbs } = dictionary
  const isFiltered = letters !== '' || like !== '' || irregular !== undefined
  const fits = (verb: string, at: number): boolean => {
    if (letters !== '' && plainVerbs[at]?.includes(letters) !== true) return false
    if (like !== '' && dictionary.modelOf(verb) !== like) return false
    return irregular === undefined || (dictionary.regularity(verb) === 'irregular') === irregular
  }
  const fitting = isFiltered ? all.filter(fits) : all
  const verbs = fitting.slice(skip, skip + limit).map((verb) => summaryOf(dictionary, verb))
  return { total: fitting.length, skip, limit, verbs }
}

function summaryOf(dictionary: Dictionary, verb: string): VerbSummary {
  const regularity = dictionary.regularity(verb) ?? 'regular'
  const model = dictionary.modelOf(verb) ?? verb
  return { verb, model, irregular: regularity === 'irregular', regularity, reflexive: verb.endsWith('se') }
}
