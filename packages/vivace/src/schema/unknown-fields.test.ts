import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { compileUnknownFields } from './unknown-fields.ts'

const user: JsonSchema = { type: 'object', properties: { id: {}, name: {} } }
const unknown = (json: JsonSchema, value: unknown) => compileUnknownFields(json)(value)

describe('compileUnknownFields()', () => {
  it('lists the fields that the schema does not name, wherever they are', () => {
    const json: JsonSchema = {
      ...user,
      properties: { id: {}, owner: user, members: { type: 'array', items: user } },
    }
    const value = { id: 1, admin: true, owner: { id: 1, x: 1 }, members: [{ id: 1 }, { y: { z: 1 } }] }
    expect(unknown(json, value)).toEqual([['admin'], ['owner', 'x'], ['members', 1, 'y']])
  })

  it('lists fields that the schema refuses and those that it does not mention alike', () => {
    expect(unknown({ ...user, additionalProperties: false }, { x: 1 })).toEqual([['x']])
    expect(unknown({ type: 'object' }, { x: 1 })).toEqual([['x']])
  })

  it('lists __proto__ and the names that every object inherits', () => {
    expect(unknown(user, JSON.parse('{"__proto__":1,"constructor":2}'))).toEqual([
      ['__proto__'],
      ['constructor'],
    ])
  })

  it('lists nothing where the schema is open', () => {
    expect(unknown({}, { x: { y: 1 } })).toEqual([])
    expect(unknown({ ...user, additionalProperties: true }, { x: { y: 1 } })).toEqual([])
    expect(unknown({ type: 'array' }, [{ x: 1 }])).toEqual([])
    expect(unknown({ enum: [{ x: 1 }], type: 'object' }, { x: 1 })).toEqual([])
  })

  it('looks into the values of records and of fields whose names match a pattern', () => {
    expect(unknown({ type: 'object', additionalProperties: user }, { a: { x: 1 } })).toEqual([['a', 'x']])
    const json: JsonSchema = { type: 'object', patternProperties: { '^x-': user } }
    expect(unknown(json, { 'x-a': { id: 1, y: 1 }, other: 1 })).toEqual([['x-a', 'y'], ['other']])
  })

  it('looks into tuples', () => {
    const json: JsonSchema = { type: 'array', prefixItems: [{}, user], items: user }
    expect(unknown(json, [{ x: 1 }, { x: 1 }, { x: 1 }])).toEqual([
      [1, 'x'],
      [2, 'x'],
    ])
    expect(
      unknown({ allOf: [{ prefixItems: [user] }, { prefixItems: [{}, {}] }] }, [{ x: 1 }, 1, 2]),
    ).toEqual([[0, 'x']])
  })

  it('goes by the branch of a union that the value belongs to', () => {
    const branch = (kind: string): JsonSchema => ({
      type: 'object',
      properties: { kind: { const: kind }, [kind]: {} },
      required: ['kind'],
    })
    const json: JsonSchema = { anyOf: [{ oneOf: [branch('cat'), branch('dog')] }, { type: 'null' }] }
    expect(unknown(json, { kind: 'dog', dog: 1, cat: 1 })).toEqual([['cat']])
    expect(unknown(json, { kind: 'cow', cow: 1 })).toEqual([])
    expect(unknown(json, null)).toEqual([])
    const lists: JsonSchema = { anyOf: [{ type: 'array', items: user }, { type: 'string' }] }
    expect(unknown(lists, [{ x: 1 }])).toEqual([[0, 'x']])
    expect(unknown(lists, { x: 1 })).toEqual([])
  })

  it('follows recursive schemas, and references of a part into the root', () => {
    const tree: JsonSchema = { type: 'object', properties: { next: { $ref: '#' } } }
    expect(unknown(tree, { next: { next: { x: 1 } } })).toEqual([['next', 'next', 'x']])
    expect(compileUnknownFields({ $ref: '#/$defs/User' }, { $defs: { User: user } })({ x: 1 })).toEqual([
      ['x'],
    ])
  })

  it.each([null, undefined, 'text', 5, [1]])('lists nothing for %j in place of an object', (value) => {
    expect(unknown(user, value)).toEqual([])
  })

  it('lists nothing for an object in place of an array', () => {
    expect(unknown({ type: 'array', items: user }, { x: 1 })).toEqual([])
  })
})
