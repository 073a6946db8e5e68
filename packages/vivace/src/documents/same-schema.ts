import type { JsonSchema } from '../schema/index.ts'
import type { SchemaGraph } from './schema-graph.ts'
import { isSchema } from './subschemas.ts'

/** What is compared, and how. */
export interface SchemaComparison {
  readonly graph: SchemaGraph
  /** Whether two inner schemas of one id count as equal without a look. */
  readonly trustIds?: boolean
  /** Whether an object without further members equals one that does not speak of them. */
  readonly ignoreClosed?: boolean
}

/**
 * Whether two nodes describe the same, references followed: a recursive schema equals its own unrolling, and
 * what a library calls its definitions does not matter.
 */
export function isSameSchema(left: JsonSchema, right: JsonSchema, comparison: SchemaComparison): boolean {
  const { graph, trustIds = false, ignoreClosed = false } = comparison
  // Pairs in question count as equal: they are unequal only if something else in them is.
  const assumed = new Map<unknown, Set<unknown>>()

  const same = (one: unknown, other: unknown): boolean => {
    if (Object.is(one, other)) return true
    if (Array.isArray(one) && Array.isArray(other)) {
      const others: readonly unknown[] = other
      return one.length === other.length && one.every((item, at) => same(item, others[at]))
    }
    if (!isSchema(one) || !isSchema(other)) return false
    return sameNode(follow(graph, one), follow(graph, other))
  }

  const sameNode = (one: JsonSchema, other: JsonSchema): boolean => {
    if (one === other || assumed.get(one)?.has(other) === true) return true
    if (trustIds && one !== left && sharesId(graph, one, other)) return true
    assumed.set(one, (assumed.get(one) ?? new Set()).add(other))
    return sameKeywords(one, other)
  }

  const sameKeywords = (one: JsonSchema, other: JsonSchema): boolean => {
    const keywords = keywordsOf(one, ignoreClosed)
    if (keywords.length !== keywordsOf(other, ignoreClosed).length) return false
    return keywords.every((keyword) => {
      const targets = keyword === '$ref' ? [graph.target(one), graph.target(other)] : []
      const [from, to] = targets
      return from !== undefined && to !== undefined ? same(from, to) : same(one[keyword], other[keyword])
    })
  }

  return same(left, right)
}

/** Where a node that is only a reference leads. */
function follow(graph: SchemaGraph, node: JsonSchema): JsonSchema {
  const seen = new Set<JsonSchema>()
  let at = node
  while (!seen.has(at) && Object.keys(at).length === 1) {
    seen.add(at)
    at = graph.target(at) ?? at
  }
  return at
}

function sharesId(graph: SchemaGraph, one: JsonSchema, other: JsonSchema): boolean {
  const [first, second] = [graph.name(one), graph.name(other)]
  return first?.from === 'id' && second?.from === 'id' && first.text === second.text
}

function keywordsOf(node: JsonSchema, ignoreClosed: boolean): string[] {
  const keywords = Object.keys(node)
  if (!ignoreClosed || node.additionalProperties !== false) return keywords
  return keywords.filter((keyword) => keyword !== 'additionalProperties')
}
