import { describe, expect, it } from 'vitest'
import type { Source } from '../models/results.ts'
import { arxivExpression } from './arxiv.ts'
import { checkCitations } from './citations.ts'
import { deduplicate, sourceKey } from './deduplicate.ts'
import { rankSources } from './rank.ts'

function source(url: string, published_at: string | null = null): Source {
  const rest = { authors: [], summary: '', pdf_url: null, primary_category: null, score: null }
  return { tool: 'arxiv', title: url, url, published_at, ...rest }
}

describe('deduplicate()', () => {
  it.each([
    ['http://arxiv.org/abs/hep-ex/0307015v1', 'https://arxiv.org/pdf/hep-ex/0307015v3.pdf'],
    ['https://arxiv.org/abs/2101.00001', 'https://export.arxiv.org/abs/2101.00001v12'],
    ['https://www.example.org/a/?utm_source=x&b=1', 'http://EXAMPLE.org/a?b=1'],
    ['https://example.org/a?x=1&y=2', 'https://example.org/a?y=2&x=1#part'],
  ])('takes %s and %s for one', (one, other) => {
    expect(deduplicate([source(one), source(other)]).map(({ url }) => url)).toEqual([one])
  })

  it.each([
    ['https://arxiv.org/abs/2101.00001', 'https://arxiv.org/abs/2101.00002'],
    ['https://example.org/a?id=1', 'https://example.org/a?id=2'],
    ['https://example.org/A', 'https://example.org/a'],
    ['https://notarxiv.org/abs/2101.00001', 'https://arxiv.org/abs/2101.00001'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(sourceKey(one)).not.toBe(sourceKey(other))
  })
})

describe('rankSources()', () => {
  const now = Date.parse('2026-01-01')

  it('puts what is near the topic first', () => {
    const ranked = rankSources([source('far'), source('near')], { similarities: [0.1, 0.9], now })
    expect(ranked.map(({ url }) => url)).toEqual(['near', 'far'])
  })

  it('puts the newer one first of two that are as near', () => {
    const sources = [source('old', '1990-01-01T00:00:00Z'), source('new', '2025-12-01T00:00:00Z')]
    const ranked = rankSources(sources, { similarities: [0.5, 0.5], now })
    expect(ranked.map(({ url }) => url)).toEqual(['new', 'old'])
  })

  it('gives scores from 0 to 1', () => {
    const sources = [source('a', '2026-01-01T00:00:00Z'), source('b', '1900-01-01T00:00:00Z')]
    const ranked = rankSources(sources, { similarities: [1, -1], now })
    expect(ranked.map(({ score }) => score)).toEqual([1, 0])
  })
})

describe('checkCitations()', () => {
  it.each([
    ['Known [1], new [7].', 'Known [1], new.', 1],
    ['Both [1, 2].', 'Both [1, 2].', 0],
    ['Some [1, 9].', 'Some [1].', 1],
    ['A range [2-4] of which one is missing.', 'A range [2, 3] of which one is missing.', 1],
    ['None [0] at all [99].', 'None at all.', 2],
    [
      'A link [7](https://example.org) stays, and [a] as well.',
      'A link [7](https://example.org) stays, and [a] as well.',
      0,
    ],
  ])('makes of %j %j', (given, text, removed) => {
    expect(checkCitations(given, 3)).toEqual({ text, removed })
  })
})

describe('arxivExpression()', () => {
  it.each([
    ['AI ethics', 'all:AI AND all:ethics'],
    ['ti:"dark matter"', 'ti:"dark matter"'],
    ['the ethics of AI', 'all:ethics AND all:AI'],
    ['Graph graph nets', 'all:graph AND all:nets'],
    ['C++ & (Rust) OR', 'all:C AND all:Rust'],
    ['what is this', 'all:what AND all:is AND all:this'],
    ['one two three four five', 'all:one OR all:two OR all:three OR all:four OR all:five'],
    ['???', 'all:""'],
  ])('makes of %j %j', (given, expression) => {
    expect(arxivExpression(given)).toBe(expression)
  })
})
