import { describe, expect, it } from 'vitest'
import { tidySchema } from './tidy-schema.ts'

const dialect = 'https://json-schema.org/draft/2020-12/schema'

describe('tidySchema()', () => {
  it('drops $schema and the bounds of safe integers', () => {
    const { MIN_SAFE_INTEGER: minimum, MAX_SAFE_INTEGER: maximum } = Number
    expect(
      tidySchema({ $schema: dialect, type: 'array', items: { type: 'integer', minimum, maximum } }),
    ).toEqual({
      type: 'array',
      items: { type: 'integer' },
    })
  })

  it('keeps bounds that say something', () => {
    const json = { type: 'integer', minimum: 1, maximum: 2 ** 31 - 1 } as const
    expect(tidySchema(json)).toEqual(json)
    const number = { type: 'number', maximum: Number.MAX_SAFE_INTEGER } as const
    expect(tidySchema(number)).toEqual(number)
  })

  it('does not change the schema that it is given', () => {
    const json = Object.freeze({
      $schema: dialect,
      properties: Object.freeze({ a: Object.freeze({ $id: 'x' }) }),
    })
    expect(tidySchema(json)).toEqual({ properties: { a: {} } })
  })

  it('renames the definitions whose names its library made up', () => {
    const json = {
      $ref: '#/$defs/intersection242',
      $defs: {
        intersection242: {
          properties: { pet: { $ref: '#/$defs/Pet' }, next: { $ref: '#/$defs/0/properties/a' } },
        },
        Pet: { title: 'Pet' },
        0: { properties: { a: {} } },
      },
    }
    expect(tidySchema(json, /\d+$/)).toEqual({
      $ref: '#/$defs/__schema1',
      $defs: {
        __schema1: {
          properties: { pet: { $ref: '#/$defs/Pet' }, next: { $ref: '#/$defs/__schema0/properties/a' } },
        },
        Pet: { title: 'Pet' },
        __schema0: { properties: { a: {} } },
      },
    })
  })

  it('writes references by $id, by $anchor and by the name of a definition as pointers', () => {
    const json = {
      $id: 'Root',
      anyOf: [{ $ref: 'Node' }, { $ref: 'node-id' }, { $ref: '#here' }, { $ref: 'Root' }],
      $defs: { Node: { $id: 'node-id', type: 'string' }, 'a/b': { $anchor: 'here' } },
    } as const
    expect(tidySchema(json)).toEqual({
      anyOf: [{ $ref: '#/$defs/Node' }, { $ref: '#/$defs/Node' }, { $ref: '#/$defs/a~1b' }, { $ref: '#' }],
      $defs: { Node: { type: 'string' }, 'a/b': {} },
    })
  })

  it('writes tuples and records as draft 2020-12 does', () => {
    expect(tidySchema(JSON.parse('{"items":[{"type":"number"}],"additionalItems":false}'))).toEqual({
      prefixItems: [{ type: 'number' }],
      items: false,
    })
    expect(tidySchema(JSON.parse('{"items":[{"type":"number"}]}'))).toEqual({
      prefixItems: [{ type: 'number' }],
    })
    expect(tidySchema({ patternProperties: { '^.*$': { type: 'number' } } })).toEqual({
      additionalProperties: { type: 'number' },
    })
    const others = { patternProperties: { '^x': {} } }
    expect(tidySchema(others)).toEqual(others)
  })
})
