import type { JsonSchema } from './json-schema.ts'
import { toRegExp } from './pattern.ts'
import { referenced } from './resolve.ts'

/**
 * Everything that a schema says of one value: its references are followed, its `allOf`s gathered. All
 * `parts` hold at once, and of each union one branch.
 *
 * Two equal `Rules` of one `RuleBook` are the same object, so that a recursive schema is finite.
 */
export interface Rules {
  readonly parts: readonly JsonSchema[]
  readonly unions: readonly (readonly JsonSchema[])[]
}

/** A schema as JSON Schema allows it: `true` describes everything, `false` nothing. */
type AnySchema = JsonSchema | boolean

const anything: JsonSchema = {}
const nothing: JsonSchema = { not: {} }

/**
 * Reads a schema place by place, with references, `allOf` and unions out of the way.
 *
 *     const book = new RuleBook(json)
 *     const name = book.field(book.of([json]), 'name')
 */
export class RuleBook {
  readonly #root: JsonSchema
  readonly #ids = new Map<object, number>()
  readonly #interned = new Map<string, Rules>()
  readonly #single = new Map<JsonSchema, Rules>()
  readonly #branches = new Map<Rules, readonly Rules[]>()

  constructor(root: JsonSchema) {
    this.#root = root
  }

  /** What several schemas say together. */
  of(schemas: readonly AnySchema[]): Rules {
    const [only] = schemas
    if (only === undefined || schemas.length > 1) return this.#gathered(schemas)
    // A failing request asks for the rules of each place that is wrong: they had better be at hand.
    const schema = asSchema(only)
    let rules = this.#single.get(schema)
    if (rules === undefined) this.#single.set(schema, (rules = this.#gathered([schema])))
    return rules
  }

  #gathered(schemas: readonly AnySchema[]): Rules {
    const gathering = new Gathering(this.#root)
    for (const schema of schemas) gathering.add(asSchema(schema))
    return this.#intern(gathering)
  }

  /** The alternatives of the first union, each with everything else that holds. */
  branches(rules: Rules): readonly Rules[] {
    const known = this.#branches.get(rules)
    if (known !== undefined) return known
    const [union = [], ...others] = rules.unions
    const branches: Rules[] = []
    for (const branch of union) {
      const gathering = new Gathering(this.#root, rules.parts, others)
      // A branch that leads back to its own union adds no alternative.
      if (gathering.add(asSchema(branch), union)) branches.push(this.#intern(gathering))
    }
    this.#branches.set(rules, branches)
    return branches
  }

  /** What is said of a field, or `undefined` if no schema names it. */
  field(rules: Rules, name: string): Rules | undefined {
    const found: AnySchema[] = []
    for (const part of rules.parts) {
      const before = found.length
      const own = part.properties
      if (own !== undefined && Object.hasOwn(own, name)) found.push(own[name] ?? anything)
      for (const [pattern, schema] of Object.entries(part.patternProperties ?? {})) {
        if (toRegExp(pattern).test(name)) found.push(schema)
      }
      const others = othersOf(part)
      if (found.length === before && others !== undefined && others !== false) found.push(others)
    }
    return found.length === 0 ? undefined : this.of(found)
  }

  /** What is said of the fields that have no name in the schema; `undefined` if there may be none. */
  others(rules: Rules): Rules | undefined {
    const found: AnySchema[] = []
    for (const part of rules.parts) {
      const others = othersOf(part)
      if (others === false) return undefined
      if (others !== undefined) found.push(others)
    }
    return found.length === 0 ? undefined : this.of(found)
  }

  /** What is said of the fields whose names match a pattern. */
  patterns(rules: Rules): readonly (readonly [RegExp, Rules])[] {
    return rules.parts.flatMap((part) =>
      Object.entries(part.patternProperties ?? {}).map(
        ([pattern, schema]) => [toRegExp(pattern), this.of([schema])] as const,
      ),
    )
  }

  /** What is said of an item; `undefined` if nothing is. */
  item(rules: Rules, index: number): Rules | undefined {
    const found: AnySchema[] = []
    for (const part of rules.parts) {
      const schema = part.prefixItems?.[index] ?? part.items
      if (schema !== undefined) found.push(schema)
    }
    return found.length === 0 ? undefined : this.of(found)
  }

  #intern(gathering: Gathering): Rules {
    const key = `${this.#keyOf(gathering.parts)}|${this.#keyOf(gathering.unions)}`
    let rules = this.#interned.get(key)
    if (rules === undefined) {
      rules = { parts: [...gathering.parts], unions: [...gathering.unions] }
      this.#interned.set(key, rules)
    }
    return rules
  }

  #keyOf(objects: Iterable<object>): string {
    let key = ''
    for (const object of objects) {
      const id = this.#ids.get(object) ?? this.#ids.size
      this.#ids.set(object, id)
      key += `${id},`
    }
    return key
  }
}

/** Collects the schemas that hold together with one. */
class Gathering {
  readonly #root: JsonSchema
  readonly parts: Set<JsonSchema>
  readonly unions: Set<readonly JsonSchema[]>

  constructor(
    root: JsonSchema,
    parts: readonly JsonSchema[] = [],
    unions: readonly (readonly JsonSchema[])[] = [],
  ) {
    this.#root = root
    this.parts = new Set(parts)
    this.unions = new Set(unions)
  }

  /** Whether the schema could be added: not if it leads back to the union that it is a branch of. */
  add(schema: JsonSchema, from?: readonly JsonSchema[]): boolean {
    if (from !== undefined && (schema.anyOf === from || schema.oneOf === from)) return false
    if (this.parts.has(schema)) return true
    this.parts.add(schema)
    if (schema.anyOf !== undefined) this.unions.add(schema.anyOf)
    if (schema.oneOf !== undefined) this.unions.add(schema.oneOf)
    if (schema.$ref !== undefined && !this.add(referenced(schema.$ref, this.#root), from)) return false
    return (schema.allOf ?? []).every((part) => this.add(part, from))
  }
}

const books = new WeakMap<JsonSchema, RuleBook>()

/**
 * The one book of a schema; it is kept as long as the schema.
 *
 *     const book = ruleBookOf(json)
 *     const rules = book.of([json])
 */
export function ruleBookOf(root: JsonSchema): RuleBook {
  let book = books.get(root)
  if (book === undefined) books.set(root, (book = new RuleBook(root)))
  return book
}

function asSchema(schema: AnySchema): JsonSchema {
  return schema === true ? anything : schema === false ? nothing : schema
}

function othersOf(part: JsonSchema): AnySchema | undefined {
  if (part.additionalProperties !== undefined) return part.additionalProperties
  // The keyword that replaces additionalProperties where schemas are combined (draft 2020-12, 11.3).
  const unevaluated = part.unevaluatedProperties
  // A keyword that is a schema or a boolean, by the standard.
  return unevaluated === undefined ? undefined : (unevaluated as AnySchema)
}
