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
  return mapMembers(json, (value, keyword) => mapInside(keyword, value, change))
}

/**
 * The value of one keyword with each schema in it replaced.
 *
 *     mapInside('anyOf', [{ type: 'string' }], () => ({}))   // [{}]
 */
export function mapInside(
  keyword: string,
  value: unknown,
  change: (inside: JsonSchema) => JsonSchema,
): unknown {
  if (typeof value !== 'object' || value === null) return value
  const changed = (inside: unknown): unknown => (isSchema(inside) ? change(inside) : inside)
  if (single.has(keyword)) return changed(value)
  if (listed.has(keyword) && Array.isArray(value)) return value.map(changed)
  return named.has(keyword) && isSchema(value) ? mapMembers(value, changed) : value
}

/**
 * An object with each of its values replaced; `undefined` leaves a member out.
 *
 *     mapMembers({ a: 1, b: 2 }, (value) => (value === 1 ? undefined : value))   // { b: 2 }
 */
export function mapMembers(
  members: Readonly<Record<string, unknown>>,
  change: (value: unknown, name: string) => unknown,
): JsonSchema {
  // A loop, because an app's start maps every schema several times: pairs of names and values take twice as long.
  const mapped: Record<string, unknown> = {}
  for (const name of Object.keys(members)) {
    const value = change(members[name], name)
    if (value === undefined) continue
    if (name === '__proto__') Object.defineProperty(mapped, name, { ...ownMember, value })
    else mapped[name] = value
  }
  return mapped
}

// Assigning to __proto__ would replace the prototype.
const ownMember = { configurable: true, enumerable: true, writable: true }

/**
 * Calls `visit` with each schema directly inside.
 *
 *     eachSubschema({ items: { type: 'string' } }, console.log)   // { type: 'string' }
 */
export function eachSubschema(json: JsonSchema, visit: (inside: JsonSchema) => void): void {
  for (const keyword of Object.keys(json)) {
    const value = json[keyword]
    if (typeof value !== 'object' || value === null) continue
    if (single.has(keyword)) visitAll([value], visit)
    else if (listed.has(keyword) || named.has(keyword)) visitAll(Object.values(value), visit)
  }
}

function visitAll(values: readonly unknown[], visit: (inside: JsonSchema) => void): void {
  for (const value of values) if (isSchema(value)) visit(value)
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
