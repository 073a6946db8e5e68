import type { JsonSchema } from '../../src/schema/index.ts'
import type { DocumentReader } from './document-reader.ts'

const deepest = 8

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  email: 'ada@example.com',
  ipv4: '192.0.2.1',
  time: '12:00:00',
  uri: 'https://example.com/',
  uuid: '3f0c2a4e-8f5b-4c1d-9a7e-2b6d1c5e8f90',
}

/**
 * A value that a schema takes, as far as that can be told without trying: what its author gives as an example comes
 * first.
 *
 *     exampleValue({ type: 'object', properties: { text: { type: 'string' } } }, reader)    // { text: 'text' }
 */
export function exampleValue(schema: JsonSchema, reader: DocumentReader): unknown {
  return valueOf(schema, { reader, name: 'text', depth: 0 })
}

interface Place {
  readonly reader: DocumentReader
  /** What the value is called: a text says its own name. */
  readonly name: string
  readonly depth: number
}

function valueOf(given: JsonSchema, place: Place): unknown {
  const { schema } = place.reader.schema(given)
  const preset = [schema.const, schema.examples?.[0], schema.default, schema.enum?.[0]].find(
    (value) => value !== undefined,
  )
  if (preset !== undefined) return preset
  // Something that contains itself ends here.
  if (place.depth > deepest) return null
  const inner = { ...place, depth: place.depth + 1 }
  const [variant] = schema.oneOf ?? schema.anyOf ?? []
  if (variant !== undefined) return valueOf(variant, inner)
  if (schema.allOf !== undefined) return merged([...schema.allOf, withoutAllOf(schema)], inner)
  return plainValue(schema, inner)
}

function plainValue(schema: JsonSchema, place: Place): unknown {
  const type = Array.isArray(schema.type) ? String(schema.type[0]) : schema.type
  if (type === 'object' || schema.properties !== undefined) return objectOf(schema, place)
  if (type === 'array') return listOf(schema, place)
  if (type === 'integer' || type === 'number') return numberOf(schema)
  if (type === 'boolean') return true
  return type === 'string' || type === undefined ? textOf(schema, place.name) : null
}

function objectOf({ properties = {}, required = [] }: JsonSchema, place: Place): unknown {
  // What recurs does so through its optional members.
  const members = Object.entries(properties).filter(([name]) => place.depth < 4 || required.includes(name))
  return Object.fromEntries(members.map(([name, schema]) => [name, valueOf(schema, { ...place, name })]))
}

function listOf({ items, minItems = 0 }: JsonSchema, place: Place): unknown {
  const tuple: unknown = items
  if (Array.isArray(tuple)) return tuple.map((item: JsonSchema) => valueOf(item, place))
  if (typeof items !== 'object' || (place.depth > 3 && minItems === 0)) return []
  return Array.from({ length: Math.max(1, minItems) }, () => valueOf(items, place))
}

function numberOf({ minimum, exclusiveMinimum, maximum = 1, type }: JsonSchema): number {
  if (minimum !== undefined) return minimum
  if (exclusiveMinimum !== undefined) return exclusiveMinimum + (type === 'integer' ? 1 : 0.5)
  return Math.min(1, maximum)
}

function textOf({ format = '', minLength = 0, maxLength = Infinity }: JsonSchema, name: string): string {
  return formats[format] ?? name.padEnd(minLength, '.').slice(0, maxLength)
}

function merged(schemas: readonly JsonSchema[], place: Place): unknown {
  const values = schemas.map((schema) =>
    Object.keys(schema).length === 0 ? undefined : valueOf(schema, place),
  )
  const objects = values.filter((value) => typeof value === 'object' && value !== null)
  return objects.length === 0 ? values[0] : Object.assign({}, ...objects)
}

function withoutAllOf({ allOf: _parts, description: _said, ...others }: JsonSchema): JsonSchema {
  return others
}
