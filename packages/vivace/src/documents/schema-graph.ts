import { DefinitionError } from '../errors/index.ts'
import type { JsonSchema } from '../schema/index.ts'
import { withFormatExample } from './format-examples.ts'
import { eachSubschema, isSchema, mapSubschemas, omit } from './subschemas.ts'

/** A name that a schema has of itself. */
export interface SchemaName {
  readonly text: string
  /** An `id` is meant to be unique; a `title` only happens to name something. */
  readonly from: 'id' | 'title'
}

// Keys that libraries make up for definitions without a name: zod, valibot, arktype.
const generatedKey = /^(?:__schema|alias|domain|intersection|morph|proto|type|union|unit)?\d+$/
const identifier = /^[A-Za-z_][\w]*$/
const dropped = new Set(['$schema', '$id', '$anchor', '$defs', 'definitions'])
const droppedWithId = new Set([...dropped, 'id'])
const ends: ReadonlySet<unknown> = new Set([Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER])

/**
 * Schemas as they were given, each cleaned of what belongs to its own document (`$schema`, `$defs`, `id`),
 * with every `$ref` resolved to the schema it means. Nodes are compared by identity.
 */
export class SchemaGraph {
  readonly #read = new WeakMap<JsonSchema, JsonSchema>()
  readonly #targets = new WeakMap<JsonSchema, JsonSchema>()
  readonly #pointedAt = new WeakSet<JsonSchema>()
  readonly #names = new WeakMap<JsonSchema, SchemaName>()

  /** The node of a whole JSON Schema. Throws `DefinitionError` if a `$ref` leads nowhere. */
  read(root: JsonSchema, where: string): JsonSchema {
    const known = this.#read.get(root)
    if (known !== undefined) return known
    const nodes = new Map<JsonSchema, JsonSchema>()
    const node = this.#copy(root, undefined, nodes)
    this.#read.set(root, node)
    let places: ReadonlyMap<string, JsonSchema> | undefined
    for (const [raw, copy] of nodes) {
      // Most schemas refer to nothing.
      if (raw.$ref === undefined) continue
      places ??= indexPlaces(root)
      this.#link(copy, nodes, { places, where })
    }
    return node
  }

  /** What the `$ref` of a node means; `undefined` if it has none, or one out of the schema. */
  target(node: JsonSchema): JsonSchema | undefined {
    return this.#targets.get(node)
  }

  isPointedAt(node: JsonSchema): boolean {
    return this.#pointedAt.has(node)
  }

  name(node: JsonSchema): SchemaName | undefined {
    return this.#names.get(node)
  }

  #copy(raw: JsonSchema, key: string | undefined, nodes: Map<JsonSchema, JsonSchema>): JsonSchema {
    const known = nodes.get(raw)
    if (known !== undefined) return known
    for (const definitions of [raw.$defs, raw['definitions']]) {
      if (!isSchema(definitions)) continue
      for (const [name, child] of Object.entries(definitions))
        if (isSchema(child)) this.#copy(child, name, nodes)
    }
    const copy = mapSubschemas(clean(raw), (child) => this.#copy(child, undefined, nodes))
    nodes.set(raw, copy)
    const name = nameOf(raw, key)
    if (name !== undefined) this.#names.set(copy, name)
    return copy
  }

  #link(
    copy: JsonSchema,
    nodes: ReadonlyMap<JsonSchema, JsonSchema>,
    { places, where }: { readonly places: ReadonlyMap<string, JsonSchema>; readonly where: string },
  ): void {
    const { $ref = '' } = copy
    const raw = places.get(decodeReference($ref))
    const target = raw && nodes.get(raw)
    if (target !== undefined) {
      this.#targets.set(copy, target)
      this.#pointedAt.add(target)
    } else if (!/^[a-z][a-z\d+.-]*:|^#\/components\//i.test($ref)) {
      throw new DefinitionError({
        code: 'SCHEMA_NOT_DESCRIBABLE',
        where,
        cause: `the JSON Schema of an input or an answer refers to '${$ref}', which it does not define`,
        remedy: 'let the schema library write the definition into the same JSON Schema, under $defs',
      })
    }
  }
}

function clean(raw: JsonSchema): JsonSchema {
  const kept = omit(raw, typeof raw.id === 'string' ? droppedWithId : dropped)
  // z.int() says that an integer is one of JavaScript's: true of every number that JSON.parse gives.
  if (kept.type !== 'integer') return withFormatExample(kept)
  if (!ends.has(kept.minimum) && !ends.has(kept.maximum)) return kept
  return omit(kept, new Set(['minimum', 'maximum'].filter((keyword) => ends.has(kept[keyword]))))
}

/**
 * The name that a schema has of itself; `key` is that of the definition that it is, if it is one.
 *
 *     nameOf({ type: 'object' }, 'User')    // { text: 'User', from: 'id' }
 */
export function nameOf(raw: JsonSchema, key: string | undefined): SchemaName | undefined {
  const id = [raw.$id, raw.id].find((value) => typeof value === 'string')
  if (typeof id === 'string') return { text: id, from: 'id' }
  if (key !== undefined && !generatedKey.test(key)) return { text: key, from: 'id' }
  if (raw.$ref !== undefined || raw.title === undefined || !identifier.test(raw.title)) return undefined
  // The title of a plain string is the label of a field, not the name of a type.
  const isType = raw.properties !== undefined || raw.enum !== undefined || raw.oneOf !== undefined
  return isType ? { text: raw.title, from: 'title' } : undefined
}

/** Every schema of a document under each reference that can mean it. */
function indexPlaces(root: JsonSchema): ReadonlyMap<string, JsonSchema> {
  const places = new Map<string, JsonSchema>()
  const visit = (schema: JsonSchema, pointer: string): void => {
    places.set(`#${pointer}`, schema)
    if (typeof schema.$id === 'string') places.set(schema.$id, schema)
    if (typeof schema.$anchor === 'string') places.set(`#${schema.$anchor}`, schema)
    eachSubschema(schema, (child, place) =>
      visit(child, `${pointer}/${place.map((part) => escapePointer(part ?? '')).join('/')}`),
    )
  }
  visit(root, '')
  return places
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}

// A pointer in a URI is percent-encoded (RFC 6901, section 6).
function decodeReference(reference: string): string {
  try {
    return decodeURIComponent(reference)
  } catch {
    return reference
  }
}
