import { wordsIn } from './words.ts'

/** How long vectors are unless a call says otherwise. */
export const usualDimensions = 768

const wordWeight = 1
const letterWeight = 0.25
const pairWeight = 0.3

/**
 * A text as a vector of length 1, by the words that it has: their stems, the pairs of neighbours when they are sorted,
 * and three and four letters of each, hashed. The order of the words does not matter, other forms of a word hardly,
 * and what is said in other words is another thing: "cars" is not like "automobiles".
 *
 *     cosineSimilarity(hashingEmbedding('AI ethics'), hashingEmbedding('ethics of AI'))    // 1
 *
 * Throws `RangeError` for dimensions that are no whole number above zero.
 */
export function hashingEmbedding(text: string, dimensions: number = usualDimensions): number[] {
  if (!(Number.isSafeInteger(dimensions) && dimensions > 0))
    throw new RangeError(`A vector cannot have ${dimensions} numbers.`)
  const vector = new Array<number>(dimensions).fill(0)
  const add = (feature: string, weight: number): void => {
    const hash = hashOf(feature)
    const at = (hash >>> 1) % dimensions
    vector[at] = (vector[at] ?? 0) + ((hash & 1) === 1 ? weight : -weight)
  }
  const words = wordsIn(text)
  for (const { stem } of words) add(`word ${stem}`, wordWeight)
  for (const letters of words.flatMap(({ text }) => lettersOf(text))) add(`letters ${letters}`, letterWeight)
  const stems = words.map(({ stem }) => stem).sort()
  for (const [at, stem] of stems.slice(1).entries()) add(`pair ${stems[at]} ${stem}`, pairWeight)
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((one) => one / length)
}

/** Three and four letters, with marks at the ends of the word. */
function lettersOf(word: string): string[] {
  const marked = `^${word.toLowerCase()}$`
  const all: string[] = []
  for (const size of [3, 4])
    for (let at = 0; at + size <= marked.length; at += 1) all.push(marked.slice(at, at + size))
  return all
}

/** FNV-1a over UTF-16, then mixed, so that the low bits depend on all letters. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
