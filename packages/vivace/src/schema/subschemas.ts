import type { JsonSchema } from './json-schema.ts'

// The keywords of draft 2020-12 that hold schemas; whatever else looks like one (an example, a default) is data.
const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
const listed = new Set(['prefixItems', 'anyOf', 'oneOf', 'allOf'])
const single = new Set([
  'items',
  'additionalProperties',
  'propertyNames',
  'not',
  'contains',
  'if',
  'then',
  'else',
  'unevaluatedProperties',
  'unevaluatedItems',
])

/**
 * A schema with each schema directly inside it replaced; `true` and `false` stay as they are.
 *
 *     mapSubschemas({ anyOf: [{ type: 'string' }] }, () => ({}))   // { anyOf: [{}] }
 */
export function mapSubschemas(json: JsonSchema, change: (inside: JsonSchema) => JsonSchema): JsonSchema {
  const changed = (inside: unknown): unknown => (isSchema(inside) ? change(inside) : inside)
  return Object.fromEntries(
    Object.entries(json).map(([keyword, value]) => {
      if (single.has(keyword)) return [keyword, changed(value)]
      if (listed.has(keyword) && Array.isArray(value)) return [keyword, value.map(changed)]
      if (named.has(keyword) && isSchema(value)) {
        return [
          keyword,
          Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, changed(inside)])),
        ]
      }
      return [keyword, value]
    }),
  )
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
