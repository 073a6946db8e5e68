import type { JsonSchema } from '../../src/schema/index.ts'
import type { DocumentReader } from './document-reader.ts'
import { type Child, element } from './element.ts'

/** Where a schema is shown: inside which named ones. */
interface Place {
  readonly reader: DocumentReader
  readonly inside: readonly string[]
}

/** A schema for people: its type in a few words, unless that is the `title` above it, and its members below. */
export function schemaTree(schema: JsonSchema, title: string, reader: DocumentReader): HTMLElement {
  const place = { reader, inside: [] }
  const [type, ...others] = describe(schema, place)
  const shown = typeText(schema, reader) === title ? others : [type, ...others]
  return element('div', { class: 'schema' }, [...shown, members(schema, place)])
}

function describe(given: JsonSchema, { reader }: Place): Child[] {
  const { schema } = reader.schema(given)
  const note = given.description ?? schema.description
  return [
    element('code', { class: 'type' }, [typeText(given, reader)]),
    ...limits(schema).map((limit) => element('span', { class: 'limit' }, [limit])),
    note === undefined ? undefined : element('span', { class: 'note' }, [note]),
  ]
}

/** `string`, `"join"`, `User`, `list of User`, `string (date-time)`. */
function typeText(given: JsonSchema, reader: DocumentReader): string {
  const { schema, name } = reader.schema(given)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (name !== undefined) return name
  const union = schema.oneOf ?? schema.anyOf
  if (union !== undefined) return union.map((member) => typeText(member, reader)).join(' | ')
  const [only, ...others] = schema.allOf ?? []
  if (only !== undefined && others.length === 0) return typeText(only, reader)
  const type = [schema.type ?? (schema.properties === undefined ? 'anything' : 'object')].flat().join(' | ')
  if (type === 'array') return listText(schema, reader)
  return schema.format === undefined ? type : `${type} (${schema.format})`
}

function listText({ items }: JsonSchema, reader: DocumentReader): string {
  const tuple: unknown = items
  if (Array.isArray(tuple)) return `[${tuple.map((item: JsonSchema) => typeText(item, reader)).join(', ')}]`
  return typeof items === 'object' ? `list of ${typeText(items, reader)}` : 'list'
}

const limitWords: Readonly<Record<string, string>> = {
  minimum: '≥',
  maximum: '≤',
  exclusiveMinimum: '>',
  exclusiveMaximum: '<',
  minLength: 'length ≥',
  maxLength: 'length ≤',
  minItems: 'items ≥',
  maxItems: 'items ≤',
  multipleOf: 'multiple of',
  pattern: 'pattern',
  default: 'default',
}

function limits(schema: JsonSchema): string[] {
  return Object.entries(limitWords).flatMap(([keyword, word]) => {
    const value = schema[keyword]
    if (value === undefined) return []
    return [`${word} ${keyword === 'pattern' && typeof value === 'string' ? value : JSON.stringify(value)}`]
  })
}

function members(given: JsonSchema, place: Place): Child {
  const { schema, name } = place.reader.schema(given)
  if (name !== undefined && place.inside.includes(name)) return undefined
  const inner = name === undefined ? place : { ...place, inside: [...place.inside, name] }
  if (schema.properties !== undefined) return propertyList(schema, inner)
  const { items } = schema
  if (typeof items === 'object' && !Array.isArray(items)) return members(items, inner)
  const parts = schema.oneOf ?? schema.anyOf ?? schema.allOf ?? []
  const shown = parts.filter((part) => members(part, inner) !== undefined)
  if (parts.length === 1 && parts[0] !== undefined) return members(parts[0], inner)
  if (shown.length === 0) return undefined
  return element(
    'ul',
    { class: 'members' },
    parts.map((part) => element('li', {}, [...describe(part, inner), members(part, inner)])),
  )
}

function propertyList({ properties = {}, required = [] }: JsonSchema, place: Place): Child {
  const entries = Object.entries(properties)
  if (entries.length === 0) return undefined
  return element(
    'ul',
    { class: 'members' },
    entries.map(([name, schema]) =>
      element('li', {}, [
        element('code', { class: 'name' }, [name]),
        required.includes(name) ? undefined : element('span', { class: 'optional' }, ['optional']),
        ...describe(schema, place),
        members(schema, place),
      ]),
    ),
  )
}
