import { LRUCache } from 'lru-cache'
import { conjugateVerb, type ConjugatedVerb, conjugationOf, type Conjugation } from './conjugation.ts'
import type { Dictionary } from './dictionary.ts'
import type { Region } from './region.ts'
import { normalise } from './spelling.ts'
import { simpleTenseNames, type Tense } from './tense.ts'

/** What is asked for: a verb as the user typed it, in a region. */
export interface VerbRequest {
  readonly verb: string
  readonly region: Region
}

/** Everything about one verb in one region. */
export interface ConjugationTable {
  readonly verb: string
  readonly region: Region
  readonly model: string
  readonly irregular: boolean
  readonly reflexive: boolean
  /** Whether the verb lacks forms by usage. */
  readonly defective: boolean
  readonly gerund: string | null
  readonly participles: readonly string[]
  /** One for each simple tense. */
  readonly conjugations: readonly Conjugation[]
}

/**
 * Conjugations: the latest thousand of single tenses and two hundred whole tables, some megabytes, are kept.
 *
 *     const conjugations = new Conjugations(new Dictionary())
 *     conjugations.find({ verb: 'hablar', region: 'castellano' }, 'present_subjunctive')?.forms
 */
export class Conjugations {
  readonly #dictionary: Dictionary
  readonly #kept = new LRUCache<string, Conjugation>({ max: 1000 })
  /** Apart from them: one table would drive twenty single tenses out. */
  readonly #tables = new LRUCache<string, ConjugationTable>({ max: 200 })

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary
  }

  /** One tense; `undefined` if the verb is unknown. What is kept is the same object each time: do not write to it. */
  find({ verb: typed, region }: VerbRequest, tense: Tense): Conjugation | undefined {
    const verb = normalise(typed)
    const key = `${verb} ${tense} ${region}`
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    const conjugated = conjugateVerb(this.#dictionary, verb, region)
    if (conjugated === undefined) return undefined
    const conjugation = conjugationOf(conjugated, tense)
    this.#kept.set(key, conjugation)
    return conjugation
  }

  /** Every simple tense; `undefined` if the verb is unknown. The same object each time, too. */
  table({ verb: typed, region }: VerbRequest): ConjugationTable | undefined {
    const verb = normalise(typed)
    const key = `${verb} ${region}`
    const kept = this.#tables.get(key)
    if (kept !== undefined) return kept
    const conjugated = conjugateVerb(this.#dictionary, verb, region)
    if (conjugated === undefined) return undefined
    const table = this.#tableOf(conjugated)
    this.#tables.set(key, table)
    return table
  }

  #tableOf(conjugated: ConjugatedVerb): ConjugationTable {
    const { verb, region } = conjugated
    const [{ model, defective, gerund }] = conjugated.paradigms
    const participles = new Set(conjugated.paradigms.flatMap((paradigm) => paradigm.participles))
    return {
      verb,
      region,
      model,
      irregular: this.#dictionary.regularity(verb) === 'irregular',
      reflexive: verb.endsWith('se'),
      defective,
      gerund,
      participles: [...participles],
      conjugations: simpleTenseNames.map((tense) => conjugationOf(conjugated, tense)),
    }
  }
}
