import type { Schema } from './schema.ts'

/** What zod 4 keeps of a schema: enough to see of what it is made. */
interface Definition {
  readonly type?: unknown
  readonly shape?: unknown
  readonly catchall?: unknown
  readonly element?: unknown
  readonly innerType?: unknown
  readonly options?: unknown
  readonly checks?: readonly unknown[]
  /** Of a check: its name. */
  readonly check?: unknown
}

/** They pass a value as it is; there is nothing in it that could be left out. */
const leaves: ReadonlySet<unknown> = new Set([
  'any',
  'boolean',
  'date',
  'enum',
  'int',
  'literal',
  'nan',
  'never',
  'null',
  'number',
  'string',
  'template_literal',
  'undefined',
  'unknown',
  'void',
])

// Not `default` and `catch`: what they fill in has not been through the schema.
const wrappers: ReadonlySet<unknown> = new Set([
  'nonoptional',
  'nullable',
  'optional',
  'prefault',
  'readonly',
])

/** Metadata that changes the description of a schema could name other fields than the schema has. */
const documentation: ReadonlySet<string> = new Set(['deprecated', 'description', 'examples', 'id', 'title'])

/**
 * Whether what a schema of zod makes of a value is a copy of its declared fields alone, at every depth, so
 * that there is nothing left to leave out. Only what is certain counts: a function of the author's, a union
 * with objects, a record, or a description of the author's own is a `false`.
 *
 *     zodStrips(z.array(z.object({ id: z.int() })))    // true
 *     zodStrips(z.looseObject({ id: z.int() }))        // false
 */
export function zodStrips(schema: Schema): boolean {
  return strips(schema, new Set())
}

// A schema within itself is as good as the rest of it.
function strips(schema: unknown, seen: Set<unknown>): boolean {
  if (seen.has(schema)) return true
  seen.add(schema)
  const def = definitionOf(schema)
  if (def === undefined || !isDescribedAsItIs(schema)) return false
  if (leaves.has(def.type)) return true
  if (wrappers.has(def.type)) return strips(def.innerType, seen)
  if (def.type === 'array') return onlyCounts(def) && strips(def.element, seen)
  if (def.type === 'union') return Array.isArray(def.options) && def.options.every(isLeaf)
  return def.type === 'object' && isClosed(def) && shapeStrips(def.shape, seen)
}

/**
 * Whether a schema of zod judges each item of an array by itself, and nothing of the array as a whole: a part of it can be
 * judged alone.
 *
 *     zodTakesParts(z.array(Item))                  // true
 *     zodTakesParts(z.array(Item).min(1))           // false
 *     zodTakesParts(z.array(Item).refine(isSorted)) // false
 */
export function zodTakesParts(schema: Schema): boolean {
  const { type, checks = [] } = definitionOf(schema) ?? {}
  return type === 'array' && checks.length === 0 && isDescribedAsItIs(schema)
}

const isLeaf = (schema: unknown): boolean =>
  leaves.has(definitionOf(schema)?.type) && strips(schema, new Set())

function shapeStrips(shape: unknown, seen: Set<unknown>): boolean {
  if (typeof shape !== 'object' || shape === null || Object.hasOwn(shape, '__proto__')) return false
  return Object.values(shape).every((field) => strips(field, seen))
}

// Without a catchall unknown fields are left out; with `never` (a strict object) there are none.
function isClosed({ catchall, checks = [] }: Definition): boolean {
  return checks.length === 0 && (catchall === undefined || definitionOf(catchall)?.type === 'never')
}

/** A check may change the value that it is given; those of an array's length do not. */
function onlyCounts({ checks = [] }: Definition): boolean {
  return checks.every((check) => lengthChecks.has(definitionOf(check)?.check))
}

const lengthChecks: ReadonlySet<unknown> = new Set(['length_equals', 'max_length', 'min_length'])

function isDescribedAsItIs(schema: unknown): boolean {
  if (!isDescribing(schema) || schema._zod.toJSONSchema !== undefined) return false
  return Object.keys(schema.meta() ?? {}).every((name) => documentation.has(name))
}

/** A schema, and not a check: `meta()` tells what its author has said of it. */
interface Describing {
  readonly _zod: { readonly toJSONSchema?: unknown }
  readonly meta: () => object | undefined
}

function isDescribing(schema: unknown): schema is Describing {
  return definitionOf(schema) !== undefined && 'meta' in Object(schema)
}

function definitionOf(schema: unknown): Definition | undefined {
  if (typeof schema !== 'object' || schema === null || !('_zod' in schema)) return undefined
  const { _zod: internals } = schema
  if (typeof internals !== 'object' || internals === null || !('def' in internals)) return undefined
  return typeof internals.def === 'object' && internals.def !== null ? internals.def : undefined
}
