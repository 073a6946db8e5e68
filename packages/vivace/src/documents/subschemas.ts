import type { JsonSchema } from '../schema/index.ts'

/**
 * The keywords of draft 2020-12 whose values are schemas: one, a list of them, or named ones. Everything
 * else (`default`, `const`, `examples`) is data, whatever it looks like.
 */
const one = new Set([
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
])
const listed = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const named = new Set(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'])

/** Where a schema is inside another: `['properties', 'name']`, `['anyOf', '0']`, `['items']`. */
export type SchemaPlace = readonly [keyword: string, key?: string]

/** A copy of a schema whose subschemas are replaced by what `visit` makes of them. */
export function mapSubschemas(
  schema: JsonSchema,
  visit: (child: JsonSchema, place: SchemaPlace) => JsonSchema,
): JsonSchema {
  const mapValue = (keyword: string, value: unknown): unknown => {
    if (one.has(keyword)) return isSchema(value) ? visit(value, [keyword]) : value
    if (listed.has(keyword) && Array.isArray(value)) {
      const items: readonly unknown[] = value
      return items.map((item, at) => (isSchema(item) ? visit(item, [keyword, String(at)]) : item))
    }
    if (named.has(keyword) && isSchema(value)) {
      return mapEntries(value, (key, item) => (isSchema(item) ? visit(item, [keyword, key]) : item))
    }
    return value
  }
  return mapEntries(schema, mapValue)
}

/** Calls `visit` with each subschema. */
export function eachSubschema(
  schema: JsonSchema,
  visit: (child: JsonSchema, place: SchemaPlace) => void,
): void {
  mapSubschemas(schema, (child, place) => {
    visit(child, place)
    return child
  })
}

/** A schema without some of its keywords. */
export function omit(schema: JsonSchema, keywords: ReadonlySet<string>): JsonSchema {
  return asSchema(Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.has(keyword))))
}

/** Whether a value is a schema that is written as an object; `true` and `false` are the others. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Object.fromEntries, because a property may be called __proto__.
function mapEntries(schema: JsonSchema, map: (key: string, value: unknown) => unknown): JsonSchema {
  return asSchema(Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, map(key, value)])))
}

// Every keyword is copied or mapped to a value of its own kind, so that the copy is a schema as well.
function asSchema(value: object): JsonSchema {
  return value as JsonSchema
}
