import type { AnswerFacts } from './chat-answer.ts'

/** Texts as vectors. */
export interface Embeddings extends AnswerFacts {
  /** One for each text, in the same order, all of one length. */
  readonly vectors: readonly (readonly number[])[]
}

/**
 * How alike two texts are by their vectors: 1 the same, 0 nothing in common.
 *
 *     const [one, other] = (await llm.embed(['AI ethics', 'ethics of AI'])).vectors
 *     cosineSimilarity(one, other)    // 1
 *
 * 0 for a vector of zeros. Throws `RangeError` for vectors of two lengths.
 */
export function cosineSimilarity(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length)
    throw new RangeError(`Vectors of ${one.length} and ${other.length} numbers cannot be compared.`)
  let product = 0
  let oneSquare = 0
  let otherSquare = 0
  for (const [at, left] of one.entries()) {
    // Both have the same length.
    const right = other[at] as number
    product += left * right
    oneSquare += left * left
    otherSquare += right * right
  }
  const length = Math.sqrt(oneSquare * otherSquare)
  return length === 0 ? 0 : Math.min(1, Math.max(-1, product / length))
}
