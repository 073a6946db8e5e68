import type { JsonSchema } from './json-schema.ts'
import { describesObjects } from './layout.ts'
import { eachSubschema, mapSubschemas } from './subschemas.ts'

/**
 * A schema that refuses the fields that it does not name, at every depth, as `compileUnknownFields` finds them.
 *
 *     closedSchema({ type: 'object', properties: { id: {} } })
 *     // { type: 'object', properties: { id: {} }, additionalProperties: false }
 *
 * One with `allOf` stays as it is: each of its parts would refuse the fields of the others.
 */
export function closedSchema(json: JsonSchema): JsonSchema {
  const found = known.get(json) ?? (holdsTogether(json) ? json : close(json))
  known.set(json, found)
  return found
}

// An application names one schema in many routes, and what is the same object need not be compared.
const known = new WeakMap<JsonSchema, JsonSchema>()

function close(json: JsonSchema): JsonSchema {
  const closed = mapSubschemas(json, close)
  const isOpen = json.additionalProperties === undefined && json.unevaluatedProperties === undefined
  return isOpen && describesObjects(json) ? { ...closed, additionalProperties: false } : closed
}

function holdsTogether(json: JsonSchema): boolean {
  let found = json.allOf !== undefined
  eachSubschema(json, (inside) => {
    found ||= holdsTogether(inside)
  })
  return found
}
