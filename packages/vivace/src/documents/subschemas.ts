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
  return mapMembers(schema, (keyword, value) => {
    if (typeof value !== 'object' || value === null) return value
    if (one.has(keyword)) return isSchema(value) ? visit(value, [keyword]) : value
    if (listed.has(keyword) && Array.isArray(value)) {
      const items: readonly unknown[] = value
      return items.map((item, at) => (isSchema(item) ? visit(item, [keyword, String(at)]) : item))
    }
    if (named.has(keyword) && isSchema(value)) {
      return mapMembers(value, (key, item) => (isSchema(item) ? visit(item, [keyword, key]) : item))
    }
    return value
  })
}

/** Calls `visit` with each subschema. */
export function eachSubschema(
  schema: JsonSchema,
  visit: (child: JsonSchema, place: SchemaPlace) => void,
): void {
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword]
    if (typeof value !== 'object' || value === null) continue
    if (one.has(keyword) && isSchema(value)) visit(value, [keyword])
    else if (listed.has(keyword) || named.has(keyword)) {
      for (const [key, item] of Object.entries(value)) if (isSchema(item)) visit(item, [keyword, key])
    }
  }
}

/** A schema without some of its keywords. */
export function omit(schema: JsonSchema, keywords: ReadonlySet<string>): JsonSchema {
  return mapMembers(schema, (keyword, value) => (keywords.has(keyword) ? undefined : value))
}

/** Whether a value is a schema that is written as an object; `true` and `false` are the others. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// A loop, because a start maps every schema several times: pairs of keys and values take twice as long. What becomes
// `undefined` is left out.
function mapMembers(schema: JsonSchema, map: (key: string, value: unknown) => unknown): JsonSchema {
  const mapped: Record<string, unknown> = {}
  for (const key of Object.keys(schema)) {
    const value = map(key, schema[key])
    if (value === undefined) continue
    // Assigning to it would replace the prototype.
    if (key === '__proto__') Object.defineProperty(mapped, key, { ...ownMember, value })
    else mapped[key] = value
  }
  return mapped
}

const ownMember = { configurable: true, enumerable: true, writable: true }
