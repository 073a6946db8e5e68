import { candidateVerbs } from './candidate-verbs.ts'
import type { Dictionary } from './dictionary.ts'
import { personsOf, type Region } from './region.ts'
import { normalise, withoutAccents } from './spelling.ts'
import { simpleTenseNames, spanishTenseName, type SimpleTense } from './tense.ts'

/** A form as a user typed it, and where to look for it. */
export interface FormQuery {
  readonly form: string
  readonly region: Region
  /** `lenient` also finds forms that differ in accents alone: hableis finds habléis. */
  readonly accents: 'strict' | 'lenient'
}

/** One place in the dictionary where a form stands. */
export interface FormMatch {
  readonly verb: string
  readonly tense: SimpleTense
  /** The name of the tense in Spanish. */
  readonly name: string
  readonly person: string
  /** As the dictionary writes it. */
  readonly form: string
  /** Whether the accents are as they were typed. */
  readonly exact: boolean
}

/**
 * The verbs, tenses and persons that a form belongs to, over the whole dictionary; exact ones first, then
 * by verb, tense and person.
 *
 *     lookUp(dictionary, { form: 'hables', region: 'castellano', accents: 'strict' })
 *     // [{ verb: 'hablar', tense: 'present_subjunctive', person: 'tú', form: 'hables', exact: true, … }]
 */
export function lookUp(dictionary: Dictionary, query: FormQuery): FormMatch[] {
  const form = normalise(query.form)
  const candidates = candidateVerbs(form, (verb) => dictionary.has(verb))
  const verbs = [...candidates].sort(byAlphabet.compare)
  const matches = verbs.flatMap((verb) => matchesIn(dictionary, verb, { ...query, form }))
  const exact = matches.filter((match) => match.exact)
  if (query.accents === 'strict') return exact
  return [...exact, ...matches.filter((match) => !match.exact)]
}

const byAlphabet = new Intl.Collator('es')

function matchesIn(dictionary: Dictionary, verb: string, { form: asked, region }: FormQuery): FormMatch[] {
  const plain = withoutAccents(asked)
  const read = bareReading(dictionary, verb)
  const found = new Map<string, FormMatch>()
  for (const { forms } of dictionary.paradigms(verb, region)) {
    for (const tense of simpleTenseNames) {
      for (const [at, form] of forms[tense].entries()) {
        const person = personsOf[region][at]
        if (form === null || person === undefined) continue
        const readings = [form, read(form)]
        if (!readings.some((reading) => isButForAccents(reading, plain))) continue
        const match = {
          verb,
          tense,
          name: spanishTenseName(tense),
          person,
          form,
          exact: readings.includes(asked),
        }
        found.set(`${tense} ${person} ${form}`, match)
      }
    }
  }
  return [...found.values()]
}

// Accents make no letter more: most forms are told apart by their length.
function isButForAccents(form: string, plain: string): boolean {
  return form.length === plain.length && withoutAccents(form) === plain
}

/** Verbs that are always reflexive are found without their pronoun as well: arrepienta, of arrepentirse. */
function bareReading(dictionary: Dictionary, verb: string): (form: string) => string {
  const isAlwaysReflexive = verb.endsWith('se') && !dictionary.has(verb.slice(0, -2))
  return isAlwaysReflexive ? (form) => form.replace(/^(me|te|se|nos|os) /u, '') : (form) => form
}
