import { stemmer } from 'stemmer'

/** English words that say nothing of a topic. */
const stopWords: ReadonlySet<string> = new Set(
  (
    'a about above after again all also an and any are as at be because been before being below between both but by ' +
    'can could did do does doing down during each few for from further had has have having he her here hers him his ' +
    'how i if in into is it its itself just may me might more most must my no nor not now of off on once only or ' +
    'other our ours out over own same shall she should so some such than that the their theirs them then there these ' +
    'they this those through to too under until up upon us very was we were what when where which while who whom why ' +
    'will with within without would you your yours'
  ).split(' '),
)

/** A word of a text: as it stands there, and what it is compared by. */
export interface Word {
  readonly text: string
  readonly stem: string
}

/**
 * The words of a text that say something of its topic, with their stems (Porter's algorithm, made for English).
 *
 *     wordsIn('The attention of Transformers').map(({ stem }) => stem)    // ['attent', 'transform']
 */
export function wordsIn(text: string): Word[] {
  const found = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? []
  return found.flatMap((word) => {
    const small = word.toLowerCase()
    return stopWords.has(small) ? [] : [{ text: word, stem: stemmer(small) }]
  })
}

/** The stems of a text, each once. */
export function stemsIn(text: string): Set<string> {
  return new Set(wordsIn(text).map(({ stem }) => stem))
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/**
 * The sentences of a text, without the space around them.
 *
 *     sentencesIn('One. Two!')    // ['One.', 'Two!']
 */
export function sentencesIn(text: string): string[] {
  const parts = text
    .split(/\n+/)
    .flatMap((line) => [...segmenter.segment(line)].map(({ segment }) => segment.trim()))
  return parts.filter((part) => part !== '')
}

/**
 * How many tokens a text is counted as: its words and signs.
 *
 *     countTokens('Hello, world!')    // 4
 */
export function countTokens(text: string): number {
  return text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)?.length ?? 0
}
