import type { JsonSchema } from '../schema/index.ts'
import type { SchemaGraph } from './schema-graph.ts'
import { eachSubschema } from './subschemas.ts'

/**
 * Whether a schema without a name has to be a component because it contains itself. On a way round that holds
 * an object, the object is the one: a list of its children needs no name of its own.
 */
export function isRecursive(node: JsonSchema, graph: SchemaGraph): boolean {
  if (!graph.isPointedAt(node)) return false
  const breaksCycles = (other: JsonSchema): boolean =>
    graph.name(other) !== undefined || (!isObject(node) && isObject(other) && graph.isPointedAt(other))
  const seen = new Set<JsonSchema>()
  const leadsBack = (at: JsonSchema): boolean => {
    if (seen.has(at)) return at === node
    seen.add(at)
    if (at !== node && breaksCycles(at)) return false
    return partsOf(at, graph).some((part) => part === node || leadsBack(part))
  }
  return leadsBack(node)
}

function partsOf(node: JsonSchema, graph: SchemaGraph): JsonSchema[] {
  const parts: JsonSchema[] = []
  eachSubschema(node, (child) => parts.push(child))
  const target = graph.target(node)
  return target === undefined ? parts : [...parts, target]
}

function isObject(node: JsonSchema): boolean {
  return node.properties !== undefined
}
