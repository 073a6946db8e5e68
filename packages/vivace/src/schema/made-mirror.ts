import type { JsonSchema } from './json-schema.ts'
import { knownLibrary } from './known-libraries.ts'
import { compileMirror, type Mirror } from './mirror.ts'
import type { Schema } from './schema.ts'

/**
 * Compiles the copy of the declared fields of what a schema has made; `undefined` if there is nothing to leave
 * out, which is so as well where the library is known to have left it out already.
 *
 *     const mirror = compileMadeMirror(schema, describeSchema(schema, 'output'))
 *     const filtered = mirror === undefined ? verdict.value : mirror(verdict.value)
 */
export function compileMadeMirror(schema: Schema, json: JsonSchema): Mirror | undefined {
  return strips(schema) ? undefined : compileMirror(json)
}

const plainTypes: readonly unknown[] = ['string', 'integer', 'number', 'boolean', 'null']

/**
 * Whether a schema is known to make nothing but a text, a number or the like, so that its output need not even
 * be described: an application has many such parameters, and each description takes a part of its start.
 *
 *     makesPlainValues(z.int(), { type: 'integer' })    // true
 */
export function makesPlainValues(schema: Schema, json: JsonSchema): boolean {
  return plainTypes.includes(json.type) && strips(schema)
}

/**
 * Whether a schema is known to make of a value nothing but a copy of its declared fields: then its two sides name the
 * same fields, and what is true of those of its input is true of those of its output.
 *
 *     makesWhatItTakes(z.object({ id: z.int() }))    // true
 *     makesWhatItTakes(z.string().transform(Number))    // false
 */
export function makesWhatItTakes(schema: Schema): boolean {
  return strips(schema)
}

/**
 * Whether a schema is known to be one of arrays whose parts can be judged, and written, one after the other.
 *
 *     takesParts(z.array(Item))    // true
 */
export function takesParts(schema: Schema): boolean {
  return knownLibrary(schema['~standard'].vendor).takesParts?.(schema) === true
}

// An application names one schema in many routes, and each walk through it takes a part of its start.
const known = new WeakMap<Schema, boolean>()

function strips(schema: Schema): boolean {
  const found = known.get(schema) ?? knownLibrary(schema['~standard'].vendor).strips?.(schema) === true
  known.set(schema, found)
  return found
}
