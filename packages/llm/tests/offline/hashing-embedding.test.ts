import { describe, expect, it } from 'vitest'
import { cosineSimilarity, hashingEmbedding } from '@vivace/llm'

const likeness = (one: string, other: string): number =>
  Number(cosineSimilarity(hashingEmbedding(one), hashingEmbedding(other)).toFixed(3))

describe('a hashing embedding', () => {
  it.each([
    ['AI ethics', 'ethics of AI', 1],
    ['Transformer attention mechanisms', 'attention mechanisms in transformers', 0.974],
    ['graph neural networks', 'graph neural network', 0.969],
    ['AI ethics', 'AI safety', 0.347],
    ['machine learning in medicine', 'machine learning in finance', 0.676],
    ['cars', 'automobiles', 0.034],
  ])('finds %j and %j alike by %d', (one, other, expected) => {
    expect(likeness(one, other)).toBe(expected)
  })

  it('tells topics apart at 0.95, in a set of them', () => {
    const topics = [
      'AI ethics',
      'AI safety',
      'AI regulation in Europe',
      'AI regulation in China',
      'machine learning in medicine',
      'machine learning in finance',
      'reinforcement learning',
      'deep learning',
      'quantum computing',
      'quantum cryptography',
      'climate change causes',
      'climate change effects',
      'graph neural networks',
      'recurrent neural networks',
      'history of Rome',
      'history of Greece',
    ]
    const alike = topics.flatMap((one, at) => topics.slice(at + 1).map((other) => likeness(one, other)))
    expect(Math.max(...alike)).toBeLessThan(0.9)
  })

  it('is of length 1, has the dimensions that are asked for, and is nothing for no words', () => {
    expect(Math.hypot(...hashingEmbedding('AI ethics'))).toBeCloseTo(1, 9)
    expect(hashingEmbedding('AI ethics')).toHaveLength(768)
    expect(hashingEmbedding('AI ethics', 16)).toHaveLength(16)
    expect(hashingEmbedding('of the')).toEqual(new Array(768).fill(0))
    expect(likeness('of the', 'AI')).toBe(0)
    expect(() => hashingEmbedding('AI', 0)).toThrow(RangeError)
  })

  it('cannot be compared with one of another length', () => {
    expect(() => cosineSimilarity([1], [1, 2])).toThrow(RangeError)
  })
})
