/**
 * The tenses that have six forms of their own, by their stable English names, with the Spanish name that
 * people read (RAE, Nueva gramática de la lengua española).
 */
export const simpleTenses = {
  present_indicative: 'presente de indicativo',
  imperfect_indicative: 'pretérito imperfecto de indicativo',
  preterite_indicative: 'pretérito perfecto simple de indicativo',
  future_indicative: 'futuro simple de indicativo',
  conditional: 'condicional simple',
  perfect_indicative: 'pretérito perfecto compuesto de indicativo',
  pluperfect_indicative: 'pretérito pluscuamperfecto de indicativo',
  past_anterior_indicative: 'pretérito anterior de indicativo',
  future_perfect_indicative: 'futuro compuesto de indicativo',
  conditional_perfect: 'condicional compuesto',
  present_subjunctive: 'presente de subjuntivo',
  imperfect_subjunctive_ra: 'pretérito imperfecto de subjuntivo (-ra)',
  imperfect_subjunctive_se: 'pretérito imperfecto de subjuntivo (-se)',
  future_subjunctive: 'futuro simple de subjuntivo',
  perfect_subjunctive: 'pretérito perfecto compuesto de subjuntivo',
  pluperfect_subjunctive_ra: 'pretérito pluscuamperfecto de subjuntivo (-ra)',
  pluperfect_subjunctive_se: 'pretérito pluscuamperfecto de subjuntivo (-se)',
  future_perfect_subjunctive: 'futuro compuesto de subjuntivo',
  imperative_affirmative: 'imperativo afirmativo',
  imperative_negative: 'imperativo negativo',
} as const

/** A tense with six forms of its own: `present_subjunctive`, `imperfect_subjunctive_se`. */
export type SimpleTense = keyof typeof simpleTenses

/**
 * The tenses that have two endings of equal standing, -ra and -se: the first answers in `forms`, the
 * second in `alternatives`.
 */
export const dualTenses = {
  imperfect_subjunctive: {
    name: 'pretérito imperfecto de subjuntivo',
    ra: 'imperfect_subjunctive_ra',
    se: 'imperfect_subjunctive_se',
  },
  pluperfect_subjunctive: {
    name: 'pretérito pluscuamperfecto de subjuntivo',
    ra: 'pluperfect_subjunctive_ra',
    se: 'pluperfect_subjunctive_se',
  },
} as const satisfies Record<string, { name: string; ra: SimpleTense; se: SimpleTense }>

/** A tense with two endings of equal standing: `imperfect_subjunctive`. */
export type DualTense = keyof typeof dualTenses

/** Any tense that a conjugation can be asked for. */
export type Tense = SimpleTense | DualTense

/** The names of the simple tenses, in the order of the tables. */
export const simpleTenseNames: readonly SimpleTense[] = namesOf(simpleTenses)

/** Every tense that a conjugation can be asked for: the simple ones, then the dual ones. */
export const tenseNames: readonly Tense[] = [...simpleTenseNames, ...namesOf(dualTenses)]

/** Whether a tense has two endings. */
export function isDualTense(tense: Tense): tense is DualTense {
  return Object.hasOwn(dualTenses, tense)
}

/**
 * The Spanish name of a tense.
 *
 *     spanishTenseName('present_subjunctive')    // 'presente de subjuntivo'
 */
export function spanishTenseName(tense: Tense): string {
  return isDualTense(tense) ? dualTenses[tense].name : simpleTenses[tense]
}

function namesOf<Name extends string>(record: Record<Name, unknown>): Name[] {
  // Object.keys forgets the key type because a value may have more keys than its type; the two records
  // above are constants, so theirs are exactly these.
  return Object.keys(record) as Name[]
}
