import type { Result } from '@jirimracek/conjugate-esp'
import { CachedConjugator } from './cached-conjugator.ts'
import { correctForms } from './corrections.ts'
import { letterSet } from './letter-set.ts'
import { cell, readForms, type Paradigm, type TenseForms } from './paradigm.ts'
import type { Region } from './region.ts'
import { regularities, regularityOf, type Regularity } from './regularity.ts'
import { withoutAccents } from './spelling.ts'
import { simpleTenseNames } from './tense.ts'

/** The library failed on a verb that it lists: a defect of the dictionary, never of the request. */
export class DictionaryFault extends Error {
  override readonly name = 'DictionaryFault'
}

/**
 * The 14,456 verbs and their conjugations, in the orthography of 2010.
 *
 *     const dictionary = new Dictionary()
 *     dictionary.paradigms('pensar', 'castellano')[0]?.forms.present_subjunctive    // ['piense', …]
 *
 * Verbs are looked up exactly as the dictionary writes them; see `normalise`.
 */
export class Dictionary {
  readonly #conjugator = new CachedConjugator()
  #plainVerbs: readonly string[] | undefined
  #letterSets: Int32Array | undefined
  #byPlainVerb: ReadonlyMap<string, readonly string[]> | undefined
  readonly #regularityOfModel = new Map<string, Regularity>()

  /** Every verb, in Spanish alphabetical order. */
  get verbs(): readonly string[] {
    return this.#conjugator.getVerbListSync()
  }

  /** The same verbs without their accents, place by place. */
  get plainVerbs(): readonly string[] {
    return (this.#plainVerbs ??= this.verbs.map(withoutAccents))
  }

  /** The letters of `plainVerbs`, place by place. */
  get letterSets(): Int32Array {
    return (this.#letterSets ??= Int32Array.from(this.plainVerbs, letterSet))
  }

  /** The verbs that are this text but for their accents, in alphabetical order: `oír` for oir. */
  verbsWithoutAccents(plain: string): readonly string[] {
    this.#byPlainVerb ??= groupByPlainVerb(this)
    return this.#byPlainVerb.get(plain) ?? []
  }

  has(verb: string): boolean {
    return this.#conjugator.knows(verb)
  }

  /** The verb that this one is conjugated like: `acertar` for pensar, `hablar` for the regular ones in -ar. */
  modelOf(verb: string): string | undefined {
    return this.#conjugator.modelName(verb)
  }

  /** Every way to conjugate a verb, the complete and usual one first; empty for an unknown verb. */
  paradigms(verb: string, region: Region): readonly Paradigm[] {
    if (!this.has(verb)) return []
    const own = this.#conjugate(verb, region)
    const formal = region === 'formal' ? own : this.#conjugate(verb, 'formal')
    return own.map((result, index) => {
      const { info, conjugation } = result
      const { Gerundio: gerund, Participio: participle } = conjugation.Impersonal
      const tables = { own: conjugation, formal: formal[index]?.conjugation ?? conjugation }
      const paradigm = {
        model: info.model,
        defective: info.defective === true,
        gerund: cell(gerund),
        participles: cell(participle)?.split('/') ?? [],
        forms: readForms(tables, region),
      }
      return { ...paradigm, forms: correctForms({ verb, region, paradigm }) }
    })
  }

  /** The forms the verb would have if it followed hablar, temer or partir letter for letter. */
  regularForms(verb: string, region: Region): TenseForms {
    const model = this.modelOf(verb) ?? ''
    const own = this.#conjugator.regularTable(verb, model, region)
    const formal = this.#conjugator.regularTable(verb, model, 'formal')
    if (own === undefined || formal === undefined) throw new DictionaryFault(`${verb}: no model "${model}"`)
    const forms = readForms({ own, formal }, region)
    const paradigm = { model, defective: false, gerund: null, participles: [], forms }
    return correctForms({ verb, region, paradigm })
  }

  /** The regularity of the verb as a whole: that of its least regular tense, which its model decides. */
  regularity(verb: string): Regularity | undefined {
    const model = this.modelOf(verb)
    if (model === undefined) return undefined
    let found = this.#regularityOfModel.get(model)
    if (found === undefined) {
      // embaír has no irregular form in use, but lends its model to desvaír, which has them all.
      found = this.#worstRegularity(model === 'embaír' ? 'desvaír' : model)
      this.#regularityOfModel.set(model, found)
    }
    return found
  }

  /** Every model is itself a verb of the dictionary, so that one verb answers for all that follow it. */
  #worstRegularity(verb: string): Regularity {
    const [paradigm] = this.paradigms(verb, 'castellano')
    if (paradigm === undefined) throw new DictionaryFault(`the model "${verb}" is not a verb`)
    const regular = this.regularForms(verb, 'castellano')
    const found = simpleTenseNames.map((tense) => regularityOf(verb, paradigm.forms[tense], regular[tense]))
    return regularities.findLast((regularity) => found.includes(regularity)) ?? 'regular'
  }

  #conjugate(verb: string, region: Region): readonly Result[] {
    const results = this.#conjugator.conjugateSync(verb, region)
    if (typeof results === 'string') throw new DictionaryFault(`${verb}, ${region}: ${results}`)
    return results
  }
}

function groupByPlainVerb({ verbs, plainVerbs }: Dictionary): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const [at, plain] of plainVerbs.entries()) {
    const verb = verbs[at] ?? plain
    groups.set(plain, [...(groups.get(plain) ?? []), verb])
  }
  return groups
}
