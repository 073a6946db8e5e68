import type { Direction, JsonSchema } from '../schema/index.ts'
import { nameOf } from './schema-graph.ts'
import { eachSubschema } from './subschemas.ts'

/**
 * Schemas that `SchemaComponents` would take: whether that is certain is seen much sooner than they are written. Where
 * it is not, only writing them tells: two schemas of one id that are written differently, references that are no plain
 * ones, definitions whose names a library has made up.
 *
 *     const schemas = new UndoubtedSchemas()
 *     schemas.take({ id: 'User', type: 'object' }, 'output')    // true
 *     schemas.take({ id: 'User', type: 'string' }, 'output')    // false
 */
export class UndoubtedSchemas {
  readonly #seen: Readonly<Record<Direction, Set<JsonSchema>>> = { input: new Set(), output: new Set() }
  /** What is called by an id, as JSON: the two sides of one schema may differ. */
  readonly #texts: Readonly<Record<Direction, Map<string, string>>> = { input: new Map(), output: new Map() }

  /** Whether it is certain that this schema can be written beside all that were taken before. */
  take(root: JsonSchema, direction: Direction): boolean {
    if (this.#seen[direction].has(root)) return true
    this.#seen[direction].add(root)
    return this.#isCertain(root, undefined, { root, direction })
  }

  #isCertain(node: JsonSchema, key: string | undefined, within: Within): boolean {
    if (node.$ref !== undefined && !isPlain(node.$ref, within.root)) return false
    const name = nameOf(node, key)
    // A definition that is a reference may lead back to itself.
    if (key !== undefined && (name?.text !== key || node.$ref !== undefined)) return false
    if (name?.from === 'id' && !this.#isTheSame(name.text, node, within.direction)) return false
    let certain = true
    eachSubschema(node, (child, [keyword, childKey]) => {
      const isDefinition = keyword === '$defs' || keyword === 'definitions'
      certain &&= this.#isCertain(child, isDefinition ? childKey : undefined, within)
    })
    return certain
  }

  #isTheSame(id: string, node: JsonSchema, direction: Direction): boolean {
    const text = textOf(node)
    if (text === undefined) return false
    const known = this.#texts[direction].get(id) ?? text
    this.#texts[direction].set(id, known)
    return text === known
  }
}

interface Within {
  readonly root: JsonSchema
  readonly direction: Direction
}

// What its references mean are definitions, whose texts are compared by their names.
function textOf(node: JsonSchema): string | undefined {
  const { $schema: _1, $id: _2, $anchor: _3, $defs: _4, definitions: _5, id: _6, ...described } = node
  try {
    return JSON.stringify(described)
  } catch {
    return undefined
  }
}

/** Whether a reference names one of the definitions, without any escapes. */
function isPlain(reference: string, { $defs = {} }: JsonSchema): boolean {
  const name = reference.slice('#/$defs/'.length)
  return reference.startsWith('#/$defs/') && !/[/%~]/.test(name) && Object.hasOwn($defs, name)
}
