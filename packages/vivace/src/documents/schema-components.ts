import { DefinitionError } from '../errors/index.ts'
import type { Direction, JsonSchema } from '../schema/index.ts'
import { componentKey, wantedNames } from './component-names.ts'
import { isRecursive } from './recursive-schema.ts'
import { isSameSchema, type SchemaComparison } from './same-schema.ts'
import { SchemaGraph, type SchemaName } from './schema-graph.ts'
import { mapSubschemas, omit } from './subschemas.ts'
import { claimName, pascalCase } from './words.ts'

/** Where a schema is used. */
export interface SchemaUse {
  readonly direction: Direction
  /** The operation, for messages: `POST /users`. */
  readonly where: string
  /** What a schema without a name is called after: `CreateUserBody`. */
  readonly hint: string
}

/**
 * What becomes of a schema whose output differs from its input only in that it has no further members, as zod
 * describes all objects: two components, or one that does not speak of further members.
 */
export type SchemaSides = 'separate' | 'shared'

/** One component in the making. Two sides of one schema, where they differ, are two shapes. */
interface Shape {
  readonly name: SchemaName | undefined
  readonly hint: string
  /** What it was written from: the same schema, or its two sides where they share a component. */
  readonly nodes: JsonSchema[]
  /** Who uses it in which direction; the first of each. */
  readonly uses: Map<Direction, string>
  /** What `$ref`s to it say until all names are known. */
  readonly placeholder: string
  body: JsonSchema
}

/** The named schemas of a document, and what their `$ref`s were until they had their names. */
export interface SettledSchemas {
  readonly schemas: Readonly<Record<string, JsonSchema>>
  /** Placeholders and the references that take their place. */
  readonly references: ReadonlyMap<string, string>
}

/**
 * The named schemas of a document: it is given whole JSON Schemas, and refers to components instead. Whether a
 * name needs `-Input` or `-Output` is known last, so `$ref`s are placeholders until then.
 */
export class SchemaComponents {
  readonly #graph = new SchemaGraph()
  readonly #shapes = new Map<string, Shape[]>()
  readonly #sides: SchemaSides
  #count = 0

  constructor(sides: SchemaSides) {
    this.#sides = sides
  }

  /** What stands in the document for a JSON Schema. */
  write(schema: JsonSchema, use: SchemaUse): JsonSchema {
    return this.#write(this.#graph.read(schema, use.where), use)
  }

  /** Makes a component of a schema that is written already. */
  add(schema: JsonSchema, use: SchemaUse): JsonSchema {
    const shape = this.#newShape(schema, undefined, use)
    shape.body = schema
    return refer(shape)
  }

  /** Whether two JSON Schemas describe the same. */
  same(left: JsonSchema, right: JsonSchema, where: string): boolean {
    const graph = this.#graph
    return isSameSchema(graph.read(left, where), graph.read(right, where), { graph })
  }

  /** Gives every component its name. */
  settle(): SettledSchemas {
    const named: [string, JsonSchema][] = []
    const references = new Map<string, string>()
    const taken = new Set<string>()
    for (const from of ['id', 'title', undefined] as const) {
      for (const shapes of this.#shapes.values()) {
        if (shapes[0]?.name?.from !== from) continue
        for (const [shape, wanted] of wantedNames(shapes)) {
          const name = claimName(taken, wanted)
          references.set(shape.placeholder, `#/components/schemas/${name}`)
          named.push([name, shape.body])
        }
      }
    }
    const schemas = Object.fromEntries(named.sort(([left], [right]) => (left < right ? -1 : 1)))
    return { schemas, references }
  }

  #write(node: JsonSchema, use: SchemaUse): JsonSchema {
    const target = this.#graph.target(node)
    if (target !== undefined) return withSiblings(this.#write(target, use), omit(node, new Set(['$ref'])))
    const isComponent = this.#graph.name(node) !== undefined || isRecursive(node, this.#graph)
    return isComponent ? refer(this.#shapeOf(node, use)) : this.#writeParts(node, use)
  }

  #writeParts(node: JsonSchema, use: SchemaUse): JsonSchema {
    return mapSubschemas(node, (child, [keyword, key = '']) =>
      this.#write(child, keyword === 'properties' ? { ...use, hint: use.hint + pascalCase(key) } : use),
    )
  }

  #shapeOf(node: JsonSchema, use: SchemaUse): Shape {
    const name = this.#graph.name(node)
    const rivals = this.#shapes.get(keyOf(name)) ?? []
    const same = rivals.find((rival) => this.#matches(rival, node, {}))
    if (same?.uses.has(use.direction) === true) return same
    if (name?.from === 'id') this.#refuseClash({ name, node, use }, rivals)
    const known = same ?? this.#otherSide(rivals, node, use.direction)
    const shape = known ?? this.#newShape(node, name, use)
    if (known !== same) shape.nodes.push(node)
    shape.uses.set(use.direction, use.where)
    // A known shape is gone through again for its inner ones, which are used in this direction now too.
    const body = this.#writeParts(node, {
      ...use,
      hint: name === undefined ? use.hint : componentKey(name.text),
    })
    // Of two sides that share a component, the input is the one that does not speak of further members.
    if (known === undefined || (known !== same && use.direction === 'input')) shape.body = body
    return shape
  }

  #otherSide(rivals: readonly Shape[], node: JsonSchema, direction: Direction): Shape | undefined {
    if (this.#sides === 'separate') return undefined
    return rivals.find(
      (rival) => !rival.uses.has(direction) && this.#matches(rival, node, { ignoreClosed: true }),
    )
  }

  #matches(shape: Shape, node: JsonSchema, how: Omit<SchemaComparison, 'graph'>): boolean {
    return shape.nodes.some((other) => isSameSchema(other, node, { graph: this.#graph, ...how }))
  }

  #newShape(node: JsonSchema, name: SchemaName | undefined, use: SchemaUse): Shape {
    const placeholder = `placeholder:${this.#count++}`
    const shape: Shape = { name, hint: use.hint, nodes: [node], uses: new Map(), placeholder, body: {} }
    this.#shapes.set(keyOf(name), [...(this.#shapes.get(keyOf(name)) ?? []), shape])
    return shape
  }

  // Differences between the two sides of a schema are its own; those within one side make it two schemas.
  // Where only an inner schema of an id differs, that one is refused when its turn comes.
  #refuseClash(
    clash: { readonly name: SchemaName; readonly node: JsonSchema; readonly use: SchemaUse },
    rivals: readonly Shape[],
  ): void {
    const { name, node, use } = clash
    for (const rival of rivals) {
      const where = rival.uses.get(use.direction)
      if (where === undefined || this.#matches(rival, node, { trustIds: true })) continue
      throw new DefinitionError({
        code: 'DUPLICATE_SCHEMA_NAME',
        where: use.where,
        cause: `it uses a schema called '${name.text}', and ${where === use.where ? 'another place of it' : where} uses a different one of that name`,
        remedy: 'give one of them another id, or use one schema in both places',
      })
    }
  }
}

function refer(shape: Shape): JsonSchema {
  return { $ref: shape.placeholder }
}

function withSiblings(written: JsonSchema, siblings: JsonSchema): JsonSchema {
  if (Object.keys(siblings).length === 0) return written
  // Beside a $ref all keywords count (draft 2020-12); an inlined schema may have the same ones itself.
  return written.$ref === undefined ? { allOf: [written], ...siblings } : { ...written, ...siblings }
}

function keyOf(name: SchemaName | undefined): string {
  return name === undefined ? '' : `${name.from}:${name.text}`
}
