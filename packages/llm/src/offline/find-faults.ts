import type { Material } from './material.ts'
import { withoutNote } from './offline-note.ts'
import { overlap } from './ranked-sentences.ts'
import { sentencesIn, stemsIn, wordsIn } from './words.ts'

/** The rules that a draft is judged by. */
export type Rule =
  | 'long-sentence'
  | 'repetition'
  | 'missing-citation'
  | 'unknown-citation'
  | 'unused-source'
  | 'uncovered-term'
  | 'too-short'

/** All rules, by their names. */
export const rules: readonly Rule[] = [
  'long-sentence',
  'repetition',
  'missing-citation',
  'unknown-citation',
  'unused-source',
  'uncovered-term',
  'too-short',
]

/** One thing that is wrong with a draft. */
export interface Fault {
  readonly rule: Rule
  readonly says: string
}

/** Words that a sentence may have. */
export const longestSentence = 30
const shortestDraft = 40

/**
 * What is wrong with a draft, by rules.
 *
 *     findFaults(materialOf(messages))    // [{ rule: 'unknown-citation', says: 'It cites [7], and …' }]
 */
export function findFaults(material: Material): Fault[] {
  const sentences = proseOf(material.draft)
  return [
    ...longSentences(sentences),
    ...repetitions(sentences),
    ...citations(sentences, material),
    ...coverage(material),
    ...tooShort(material.draft),
  ]
}

/** The sentences of a draft that are no headings, and not the list of sources. */
export function proseOf(draft: string): string[] {
  const [text = ''] = withoutNote(draft).split(/^## Sources$/m)
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line))
  return sentencesIn(lines.join('\n'))
}

/** The sources that a text cites, as numbers. */
export function citedIn(text: string): number[] {
  return [...text.matchAll(/\[(\d{1,3})\]/g)].map(([, number]) => Number(number))
}

const wordCount = (sentence: string): number => sentence.split(/\s+/).length
const begin = (sentence: string): string => `“${sentence.split(/\s+/).slice(0, 8).join(' ')} …”`

function longSentences(sentences: readonly string[]): Fault[] {
  const long = sentences.filter((sentence) => wordCount(sentence) > longestSentence)
  return long.map((sentence) => ({
    rule: 'long-sentence',
    says: `${begin(sentence)} has ${wordCount(sentence)} words; ${longestSentence} are enough.`,
  }))
}

function repetitions(sentences: readonly string[]): Fault[] {
  const stems = sentences.map(stemsIn)
  return sentences.flatMap((sentence, at) => {
    const isTold = stems.slice(0, at).some((earlier) => isSame(earlier, stems[at] ?? new Set()))
    return isTold ? [{ rule: 'repetition', says: `${begin(sentence)} repeats what has been said.` }] : []
  })
}

/** Whether two sentences say the same, by their words. */
export function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size > 3 && overlap(one, other) > 0.85 && overlap(other, one) > 0.85
}

function citations(sentences: readonly string[], { sources }: Material): Fault[] {
  if (sources.length === 0) return []
  const known = sources.map(({ number }) => number)
  const unknown = [...new Set(sentences.flatMap(citedIn))].filter((number) => !known.includes(number))
  const bare = sentences.filter(
    (sentence) => citedIn(sentence).length === 0 && sourceOf(sentence, sources) !== undefined,
  )
  return [
    ...unknown.map((number): Fault => ({
      rule: 'unknown-citation',
      says: `It cites [${number}], and there is no such source.`,
    })),
    ...bare.map((sentence): Fault => ({
      rule: 'missing-citation',
      says: `${begin(sentence)} is from source [${sourceOf(sentence, sources)}], which is not cited.`,
    })),
  ]
}

/** The number of the source that a sentence is taken from; `undefined` if it is not taken from any. */
export function sourceOf(sentence: string, sources: Material['sources']): number | undefined {
  const stems = stemsIn(sentence)
  if (stems.size < 4) return undefined
  return sources.find(({ text }) => overlap(stems, stemsIn(text)) > 0.7)?.number
}

function coverage({ draft, sources, topic }: Material): Fault[] {
  const cited = citedIn(draft.split(/^## Sources$/m)[0] ?? '')
  const stems = stemsIn(draft)
  const terms = new Map(wordsIn(topic).map(({ stem, text }) => [stem, text]))
  const missing = [...terms].filter(([stem]) => !stems.has(stem))
  return [
    ...sources
      .filter(({ number, text }) => text !== '' && !cited.includes(number))
      .map(({ number, title }): Fault => ({
        rule: 'unused-source',
        says: `Source [${number}], ${title}, is not used.`,
      })),
    ...missing.map(([, term]): Fault => ({
      rule: 'uncovered-term',
      says: `“${term}” is part of the topic, and not of the text.`,
    })),
  ]
}

function tooShort(draft: string): Fault[] {
  const count = wordsIn(withoutNote(draft)).length
  return count >= shortestDraft
    ? []
    : [{ rule: 'too-short', says: `It has ${count} words that say something.` }]
}
