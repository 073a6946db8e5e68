import { mapSubschemas, omit } from '../documents/index.ts'
import type { JsonSchema } from '../schema/index.ts'

// What a reader of draft-07 does not know only widens what it takes for valid.
const unknown = new Set(['minContains', 'maxContains', 'unevaluatedItems', 'unevaluatedProperties'])

/**
 * A schema of draft 2020-12 as an AsyncAPI Schema Object, which is a superset of draft-07: readers have to know no
 * other dialect.
 *
 *     toSchemaDialect({ prefixItems: [a, b], items: false })          // { items: [a, b], additionalItems: false }
 *     toSchemaDialect({ $ref: '#/…/User', description: 'Who.' })      // { allOf: [{ $ref }], description: 'Who.' }
 */
export function toSchemaDialect(schema: JsonSchema): JsonSchema {
  const mapped = mapSubschemas(omit(schema, unknown), toSchemaDialect)
  return [tuples, dependencies, referenceAlone, discriminator].reduce(
    (written, rule) => rule(written),
    mapped,
  )
}

function tuples({ prefixItems, items, ...others }: JsonSchema): JsonSchema {
  if (prefixItems === undefined) return items === undefined ? others : { ...others, items }
  // In draft-07 `items` is the list, and `additionalItems` what comes after it.
  const list: object = { items: prefixItems, ...(items === undefined ? {} : { additionalItems: items }) }
  return { ...others, ...list }
}

function dependencies({ dependentRequired, dependentSchemas, ...others }: JsonSchema): JsonSchema {
  const all = { ...asRecord(dependentRequired), ...asRecord(dependentSchemas) }
  return Object.keys(all).length === 0 ? others : { ...others, dependencies: all }
}

// Beside a $ref nothing else counts (draft-07, section 8.3 of its core).
function referenceAlone({ $ref, ...siblings }: JsonSchema): JsonSchema {
  if ($ref === undefined) return siblings
  if (Object.keys(siblings).length === 0) return { $ref }
  const { allOf = [], ...others } = siblings
  return { allOf: [{ $ref }, ...allOf], ...others }
}

// OpenAPI's is an object with a mapping, AsyncAPI's the name alone.
function discriminator({ discriminator, ...others }: JsonSchema): JsonSchema {
  const name = typeof discriminator === 'object' ? asRecord(discriminator).propertyName : discriminator
  return typeof name === 'string' ? { ...others, discriminator: name } : others
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
