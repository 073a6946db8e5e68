import { sentencesIn, stemsIn } from './words.ts'

/** A sentence, where it is from, and how much it says of the topic. */
export interface RankedSentence {
  readonly text: string
  /** The place of its text in those that were given. */
  readonly from: number
  readonly stems: ReadonlySet<string>
  readonly score: number
}

/** More sentences are not compared: it takes the square of their number. */
const mostSentences = 150
const rounds = 20
const damping = 0.85

/**
 * The sentences of some texts, the one that says most first: those that share words with many others (TextRank) and
 * with the topic.
 *
 *     rankedSentences('AI ethics', [text])[0]?.text
 *
 * @see Mihalcea and Tarau, TextRank: Bringing Order into Texts, 2004
 */
export function rankedSentences(topic: string, texts: readonly string[]): RankedSentence[] {
  const share = Math.max(1, Math.floor(mostSentences / Math.max(1, texts.length)))
  const all = texts.flatMap((text, from) =>
    sentencesIn(text)
      .map((sentence) => ({ text: sentence, from, stems: stemsIn(sentence) }))
      .filter(({ stems }) => stems.size > 2)
      .slice(0, share),
  )
  const wanted = stemsIn(topic)
  const weights = pageRank(all.map(({ stems }) => stems))
  return all
    .map((sentence, at) => ({
      ...sentence,
      score: (weights[at] ?? 0) * (1 + 2 * overlap(wanted, sentence.stems)),
    }))
    .sort((one, other) => other.score - one.score)
}

/** The share of the first set that is in the second. */
export function overlap(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0
  let found = 0
  for (const stem of part) if (whole.has(stem)) found += 1
  return found / part.size
}

function pageRank(sentences: readonly ReadonlySet<string>[]): number[] {
  const links = sentences.map((one) => sentences.map((other) => (one === other ? 0 : likeness(one, other))))
  const sums = links.map((row) => row.reduce((sum, link) => sum + link, 0))
  let weights = sentences.map(() => 1)
  for (let round = 0; round < rounds; round += 1)
    weights = weights.map((_, at) => {
      const given = weights.map((weight, from) => {
        const sum = sums[from] ?? 0
        return sum === 0 ? 0 : (weight * (links[from]?.[at] ?? 0)) / sum
      })
      return 1 - damping + damping * given.reduce((sum, one) => sum + one, 0)
    })
  return weights
}

// Long sentences share words with everything.
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return (overlap(one, other) * one.size) / (Math.log(one.size + 1) + Math.log(other.size + 1))
}
