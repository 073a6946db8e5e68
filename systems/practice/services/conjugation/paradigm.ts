import type { ResultTable } from '@jirimracek/conjugate-esp'
import type { Region } from './region.ts'
import type { SimpleTense } from './tense.ts'

/** A form, or null where the verb has none: the first person of an imperative, most of a defective verb. */
export type Form = string | null

/** Six forms, in the order of the persons. */
export type Forms = readonly Form[]

/** The forms of every simple tense. */
export type TenseForms = Readonly<Record<SimpleTense, Forms>>

/** One whole way to conjugate a verb; a few verbs have two or three. */
export interface Paradigm {
  /** The verb that this one is conjugated like: `acertar` for pensar. */
  readonly model: string
  /** Whether the verb lacks forms by usage: llover, abolir. */
  readonly defective: boolean
  readonly gerund: Form
  /** More than one for verbs such as describir: descrito, descripto. */
  readonly participles: readonly string[]
  readonly forms: TenseForms
}

/** The tables a paradigm is read from. */
export interface ParadigmTables {
  readonly own: ResultTable
  /** The table of the formal region: the others lack the imperative of usted and ustedes. */
  readonly formal: ResultTable
}

/** Reads the forms of every tense from the library's tables. */
export function readForms({ own, formal }: ParadigmTables, region: Region): TenseForms {
  const { Indicativo: indicative, Subjuntivo: subjunctive } = own
  return {
    present_indicative: indicative.Presente.map(cell),
    imperfect_indicative: indicative.PreteritoImperfecto.map(cell),
    preterite_indicative: indicative.PreteritoIndefinido.map(cell),
    future_indicative: indicative.FuturoImperfecto.map(cell),
    conditional: indicative.CondicionalSimple.map(cell),
    perfect_indicative: indicative.PreteritoPerfecto.map(cell),
    pluperfect_indicative: indicative.PreteritoPluscuamperfecto.map(cell),
    past_anterior_indicative: indicative.PreteritoAnterior.map(cell),
    future_perfect_indicative: indicative.FuturoPerfecto.map(cell),
    conditional_perfect: indicative.CondicionalCompuesto.map(cell),
    present_subjunctive: subjunctive.Presente.map(cell),
    imperfect_subjunctive_ra: subjunctive.PreteritoImperfectoRa.map(cell),
    imperfect_subjunctive_se: subjunctive.PreteritoImperfectoSe.map(cell),
    future_subjunctive: subjunctive.FuturoImperfecto.map(cell),
    perfect_subjunctive: subjunctive.PreteritoPerfecto.map(cell),
    pluperfect_subjunctive_ra: subjunctive.PreteritoPluscuamperfectoRa.map(cell),
    pluperfect_subjunctive_se: subjunctive.PreteritoPluscuamperfectoSe.map(cell),
    future_perfect_subjunctive: subjunctive.FuturoPerfecto.map(cell),
    imperative_affirmative: imperative(own.Imperativo.Afirmativo, formal.Imperativo.Afirmativo, region),
    imperative_negative: imperative(own.Imperativo.Negativo, formal.Imperativo.Negativo, region),
  }
}

/** The library writes "-" where there is no form. */
export function cell(text: string | undefined): Form {
  return text === undefined || text === '-' ? null : text
}

function imperative(own: readonly string[], formal: readonly string[], region: Region): Forms {
  if (region === 'formal') return own.map(cell)
  const [, usted, , , ustedes] = formal.map(cell)
  const [, second, , first, fifth] = own.map(cell)
  const sixth = region === 'castellano' ? ustedes : null
  return [null, second, usted, first, fifth, sixth].map((form) => form ?? null)
}
