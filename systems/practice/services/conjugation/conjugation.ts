import type { Dictionary } from './dictionary.ts'
import type { Forms, Paradigm, TenseForms } from './paradigm.ts'
import { personsOf, type Persons, type Region } from './region.ts'
import { regularityOf, type Regularity } from './regularity.ts'
import { dualTenses, isDualTense, spanishTenseName, type SimpleTense, type Tense } from './tense.ts'

/** Forms that are as right as the ones given first. */
export interface Alternative {
  /** `se`: the other ending of the same verb. `conjugation`: another way to conjugate it (roa, roiga, roya). */
  readonly kind: 'se' | 'conjugation'
  readonly model: string
  readonly forms: Forms
}

/** One tense of one verb in one region. */
export interface Conjugation {
  readonly verb: string
  readonly tense: Tense
  /** The name of the tense in Spanish. */
  readonly name: string
  readonly region: Region
  readonly model: string
  readonly persons: Persons
  /** Six, in the order of the persons; null where the verb has no form. */
  readonly forms: Forms
  /** Whether a form differs in more than spelling from the regular paradigm of the verb's class. */
  readonly irregular: boolean
  readonly regularity: Regularity
  readonly alternatives: readonly Alternative[]
}

/** A verb in a region, read once for any number of tenses. */
export interface ConjugatedVerb {
  readonly verb: string
  readonly region: Region
  readonly paradigms: readonly [Paradigm, ...Paradigm[]]
  readonly regular: TenseForms
}

/** Reads a verb from the dictionary; `undefined` if it is unknown. */
export function conjugateVerb(
  dictionary: Dictionary,
  verb: string,
  region: Region,
): ConjugatedVerb | undefined {
  const [first, ...others] = dictionary.paradigms(verb, region)
  if (first === undefined) return undefined
  return { verb, region, paradigms: [first, ...others], regular: dictionary.regularForms(verb, region) }
}

/** Takes one tense out of a conjugated verb. */
export function conjugationOf(conjugated: ConjugatedVerb, tense: Tense): Conjugation {
  const { verb, region, paradigms, regular } = conjugated
  const own = isDualTense(tense) ? dualTenses[tense].ra : tense
  const [{ model, forms: tenses }] = paradigms
  const forms = tenses[own]
  const regularity = regularityOf(verb, forms, regular[own])
  return {
    verb,
    tense,
    name: spanishTenseName(tense),
    region,
    model,
    persons: personsOf[region],
    forms,
    irregular: regularity === 'irregular',
    regularity,
    alternatives: alternativesOf(paradigms, tense),
  }
}

function alternativesOf(paradigms: ConjugatedVerb['paradigms'], tense: Tense): Alternative[] {
  const listed: Forms[] = []
  const alternatives: Alternative[] = []
  const endings: readonly SimpleTense[] = isDualTense(tense)
    ? [dualTenses[tense].ra, dualTenses[tense].se]
    : [tense]
  for (const [at, { model, forms: tenses }] of paradigms.entries()) {
    for (const ending of endings) {
      const forms = tenses[ending]
      // An impersonal twin (llover, llueve) or a second participle (impreso) repeats what is there already.
      if (listed.length > 0 && !bringsSomethingNew(forms, listed)) continue
      if (listed.length > 0) alternatives.push({ kind: at === 0 ? 'se' : 'conjugation', model, forms })
      listed.push(forms)
    }
  }
  return alternatives
}

function bringsSomethingNew(forms: Forms, listed: readonly Forms[]): boolean {
  return forms.some((form, person) => form !== null && listed.every((known) => known[person] !== form))
}
