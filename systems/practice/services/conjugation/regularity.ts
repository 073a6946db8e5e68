import type { Forms } from './paradigm.ts'
import { withoutAccents } from './spelling.ts'

/**
 * How a tense stands to the regular paradigm of its class (hablar, temer, partir):
 *
 * - `regular`: letter for letter the same, such as hable;
 * - `spelling`: the same sounds, written by the rules of orthography, such as saque, venza, averigüe, leído.
 *   The Academies do not count these as irregular;
 * - `irregular`: anything else, such as sepa, cuente, huya, actúe, haya hecho.
 */
export type Regularity = 'regular' | 'spelling' | 'irregular'

/** The regularities, the mildest first. */
export const regularities = ['regular', 'spelling', 'irregular'] as const satisfies readonly Regularity[]

/** Compares forms with those the verb would have if it were regular. Forms it lacks prove nothing. */
export function regularityOf(verb: string, forms: Forms, regular: Forms): Regularity {
  let found: Regularity = 'regular'
  for (const [person, form] of forms.entries()) {
    const expected = regular[person]
    if (form === null || expected === null || expected === undefined || form === expected) continue
    if (form !== respell(verb, expected)) return 'irregular'
    found = 'spelling'
  }
  return found
}

/**
 * Writes a regular form by the rules of Spanish orthography.
 *
 *     respell('sacar', 'sace')       // 'saque'
 *     respell('leer', 'he leido')    // 'he leído'
 */
export function respell(verb: string, regularForm: string): string {
  const infinitive = verb.replace(/se$/u, '')
  const start = regularForm.lastIndexOf(' ') + 1
  const end = start + infinitive.length - 2
  const stem = regularForm.slice(0, end)
  const ending = regularForm.slice(end)
  const plainEnding = isMonosyllabic(stem.slice(start), ending) ? withoutAccents(ending) : ending
  if (infinitive.endsWith('ar'))
    return /^[eé]/u.test(ending) ? beforeE(stem) + plainEnding : stem + plainEnding
  if (/^[aoáó]/u.test(ending)) return beforeA(stem) + plainEnding
  // A stressed i after a strong vowel is a syllable of its own: leído, caímos.
  if (/[aeo]$/u.test(stem) && /^i[^aeiouáéíóú]/u.test(ending)) return `${stem}í${ending.slice(1)}`
  return stem + plainEnding
}

/** The sound of the stem kept before e: sac- saqu-, pag- pagu-, roz- roc-, averigu- averigü-. */
function beforeE(stem: string): string {
  if (stem.endsWith('gu')) return `${stem.slice(0, -1)}ü`
  if (stem.endsWith('g')) return `${stem}u`
  if (stem.endsWith('c')) return `${stem.slice(0, -1)}qu`
  return stem.endsWith('z') ? `${stem.slice(0, -1)}c` : stem
}

/** The sound of the stem kept before a and o: delinqu- delinc-, distingu- disting-, venc- venz-, cog- coj-. */
function beforeA(stem: string): string {
  if (stem.endsWith('qu')) return `${stem.slice(0, -2)}c`
  if (stem.endsWith('gu')) return stem.slice(0, -1)
  if (stem.endsWith('c')) return `${stem.slice(0, -1)}z`
  return stem.endsWith('g') ? `${stem.slice(0, -1)}j` : stem
}

/** Since 2010 crie, guio and huis are one syllable for the orthography, and have no accent. */
function isMonosyllabic(stem: string, ending: string): boolean {
  return /^[^aeiouáéíóú]+[iu]{0,2}$/u.test(stem) && /^(i?[éóáí]|[áéí]s|[áé]is)$/u.test(ending)
}
