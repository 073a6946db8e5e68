import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../schema/index.ts'
import { eachSubschema, isSchema, mapSubschemas, omit } from './subschemas.ts'

describe('the subschemas of a schema', () => {
  it('are found under each keyword that holds schemas, with their places', () => {
    const found: string[] = []
    const schema = {
      properties: { a: {} },
      patternProperties: { '^b': {} },
      $defs: { C: {} },
      anyOf: [{}, {}],
      prefixItems: [{}],
      items: {},
      additionalProperties: {},
      not: {},
    }
    eachSubschema(schema, (_, place) => found.push(place.join('/')))
    expect(found).toEqual([
      ...['properties/a', 'patternProperties/^b', '$defs/C', 'anyOf/0', 'anyOf/1', 'prefixItems/0'],
      ...['items', 'additionalProperties', 'not'],
    ])
  })

  it('are not what only looks like schemas: data, and members of data', () => {
    const schema = { default: { properties: { a: {} } }, examples: [{}], const: {}, enum: [{}], items: false }
    eachSubschema(schema, () => expect.unreachable())
    expect(mapSubschemas(schema, () => ({ type: 'null' }))).toEqual(schema)
  })

  it('are those of properties called like keywords, too', () => {
    const schema = { properties: { properties: { type: 'string' }, items: { type: 'string' } } } as const
    expect(mapSubschemas(schema, () => ({ type: 'null' }))).toEqual({
      properties: { properties: { type: 'null' }, items: { type: 'null' } },
    })
  })

  it('are kept apart from the prototype when a property is called __proto__', () => {
    // Only JSON can name a member so.
    const schema = { properties: JSON.parse('{"__proto__":{"type":"string"}}') as Record<string, JsonSchema> }
    const mapped = mapSubschemas(schema, (child) => child)
    expect(JSON.stringify(mapped)).toBe('{"properties":{"__proto__":{"type":"string"}}}')
  })
})

describe('omit', () => {
  it('leaves keywords out of a copy', () => {
    expect(omit({ type: 'string', title: 'A' }, new Set(['title']))).toEqual({ type: 'string' })
  })
})

describe('isSchema', () => {
  it('is true of objects, and of nothing else', () => {
    expect([{}, [], null, true, 'a', undefined].map(isSchema)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ])
  })
})
