import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { compileMirror } from './mirror.ts'

const integer: JsonSchema = { type: 'integer' }
const user: JsonSchema = { type: 'object', properties: { id: integer, name: { type: 'string' } } }
const alice = { id: 1, name: 'Alice', passwordHash: 'x' }

const mirrored = (json: JsonSchema, value: unknown): unknown => {
  const mirror = compileMirror(json)
  if (mirror === undefined) throw new Error('there is nothing to leave out')
  return mirror(value)
}

describe('compileMirror() of objects', () => {
  it('copies the declared fields and no others', () => {
    expect(mirrored(user, alice)).toEqual({ id: 1, name: 'Alice' })
    expect(mirrored({ ...user, additionalProperties: false }, alice)).toEqual({ id: 1, name: 'Alice' })
  })

  it('makes a new object, with the fields in the order of the schema', () => {
    const value = { name: 'Alice', id: 1 }
    expect(mirrored(user, value)).not.toBe(value)
    expect(JSON.stringify(mirrored(user, value))).toBe('{"id":1,"name":"Alice"}')
  })

  it('does not add the fields that are absent', () => {
    expect(mirrored(user, { id: 1 })).toStrictEqual({ id: 1 })
    expect(mirrored(user, { id: 1, name: undefined })).toStrictEqual({ id: 1 })
  })

  it('copies objects within objects and arrays', () => {
    const json: JsonSchema = {
      type: 'object',
      properties: { owner: user, members: { type: 'array', items: user } },
    }
    expect(mirrored(json, { owner: alice, members: [alice, alice], secret: 1 })).toEqual({
      owner: { id: 1, name: 'Alice' },
      members: [
        { id: 1, name: 'Alice' },
        { id: 1, name: 'Alice' },
      ],
    })
  })

  it('keeps every field where the schema says so, and mirrors the values', () => {
    expect(mirrored({ type: 'object', additionalProperties: user }, { a: alice })).toEqual({
      a: { id: 1, name: 'Alice' },
    })
    const open: JsonSchema = { type: 'object', properties: { owner: user }, additionalProperties: true }
    expect(mirrored(open, { owner: alice, other: alice })).toEqual({
      owner: { id: 1, name: 'Alice' },
      other: alice,
    })
  })

  it('keeps fields whose names match a pattern', () => {
    const json: JsonSchema = {
      type: 'object',
      properties: { id: integer },
      patternProperties: { '^x-': user },
    }
    expect(mirrored(json, { id: 1, 'x-a': alice, y: 1 })).toEqual({ id: 1, 'x-a': { id: 1, name: 'Alice' } })
  })

  it('looks into the fields of an open object whose names match a pattern', () => {
    const json: JsonSchema = { additionalProperties: true, patternProperties: { '^x-': user } }
    expect(mirrored(json, { 'x-a': alice, y: alice })).toEqual({ 'x-a': { id: 1, name: 'Alice' }, y: alice })
  })

  it('takes an object of which nothing more is said for one without fields', () => {
    expect(mirrored({ type: 'object' }, alice)).toEqual({})
  })

  it('keeps the fields that any of several schemas names', () => {
    const json: JsonSchema = { allOf: [user, { type: 'object', properties: { age: integer } }] }
    expect(mirrored(json, { ...alice, age: 7 })).toEqual({ id: 1, name: 'Alice', age: 7 })
  })

  it('leaves the fields in that a strict schema refuses, if it is told to', () => {
    const strict: JsonSchema = { ...user, additionalProperties: false }
    expect(compileMirror(strict, { refused: 'keep' })).toBeUndefined()
    const outer: JsonSchema = { type: 'object', properties: { strict } }
    expect(compileMirror(outer, { refused: 'keep' })?.({ strict: alice, x: 1 })).toEqual({ strict: alice })
  })

  it('finds references of a part in the root', () => {
    const root: JsonSchema = { $defs: { User: user } }
    expect(compileMirror({ $ref: '#/$defs/User' }, { root })?.(alice)).toEqual({ id: 1, name: 'Alice' })
  })
})

describe('compileMirror() of what is not the object itself', () => {
  it('copies no inherited fields', () => {
    const json: JsonSchema = {
      type: 'object',
      properties: { id: integer, toString: {}, constructor: {}, role: {} },
    }
    expect(mirrored(json, { id: 1 })).toStrictEqual({ id: 1 })
    const heir: unknown = Object.assign(Object.create({ role: 'admin', id: 9 }), { id: 1 })
    expect(mirrored(json, heir)).toStrictEqual({ id: 1 })
    expect(mirrored(json, Object.assign(Object.create(null), { id: 1, toString: 'mine' }))).toStrictEqual({
      id: 1,
      toString: 'mine',
    })
  })

  it.each<JsonSchema>([
    { type: 'object', properties: JSON.parse('{"__proto__":{},"id":{}}') },
    { type: 'object', properties: { id: { type: 'object' } }, additionalProperties: true },
    { type: 'object', properties: { id: {} }, patternProperties: { '^_': {} } },
  ])('never copies __proto__ (%j)', (json) => {
    const copy = mirrored(json, JSON.parse('{"id":{},"__proto__":{"admin":true}}'))
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    expect(JSON.stringify(copy)).toBe('{"id":{}}')
  })

  it('copies the own fields of class instances', () => {
    class Row {
      readonly id = 1
      readonly name = 'Alice'
      readonly passwordHash = 'x'
      get secret(): string {
        return 'y'
      }
    }
    expect(mirrored({ ...user, properties: { ...user.properties, secret: {} } }, new Row())).toStrictEqual({
      id: 1,
      name: 'Alice',
    })
  })

  it('copies the JSON of an object that writes itself, and not what it hides', () => {
    class Entity {
      readonly id = 1
      readonly passwordHash = 'x'
      toJSON(): unknown {
        return { id: this.id, name: 'from JSON', passwordHash: this.passwordHash }
      }
    }
    expect(mirrored(user, new Entity())).toEqual({ id: 1, name: 'from JSON' })
    const listed = Object.assign(new Entity(), { toJSON: () => [alice] })
    expect(mirrored({ anyOf: [user, { type: 'array', items: user }] }, listed)).toEqual([
      { id: 1, name: 'Alice' },
    ])
    expect(mirrored(user, Object.assign(new Entity(), { toJSON: () => [1] }))).toEqual([1])
    expect(mirrored(user, Object.assign(new Entity(), { toJSON: () => 'text' }))).toBe('text')
  })

  it('copies a plain object that writes itself field by field', () => {
    expect(mirrored(user, { ...alice, toJSON: () => ({ leak: 1 }) })).toEqual({ id: 1, name: 'Alice' })
  })

  it('leaves dates as they are', () => {
    const at = new Date(0)
    const json: JsonSchema = {
      type: 'object',
      properties: { at: { anyOf: [{ type: 'string' }, user] }, owner: user },
    }
    expect(mirrored(json, { at, x: 1 })).toEqual({ at })
    expect(mirrored(user, at)).toBe(at)
  })

  it.each([null, undefined, 1, 'text', true])('passes %j where an object is declared', (value) => {
    expect(mirrored(user, value)).toBe(value)
    expect(mirrored({ type: 'array', items: user }, value)).toBe(value)
    expect(mirrored({ anyOf: [user, { type: 'null' }] }, value)).toBe(value)
  })

  it('passes arrays where only objects are declared, and objects where only arrays are', () => {
    expect(mirrored(user, [1])).toEqual([1])
    expect(mirrored({ type: 'array', items: user }, alice)).toBe(alice)
  })
})

describe('compileMirror() of arrays', () => {
  it('copies the items of a tuple each by its own schema', () => {
    const json: JsonSchema = { type: 'array', prefixItems: [integer, user], items: user }
    expect(mirrored(json, [1, alice, alice])).toEqual([1, { id: 1, name: 'Alice' }, { id: 1, name: 'Alice' }])
    expect(mirrored(json, [1])).toEqual([1])
  })

  it('ends a tuple where the schema does', () => {
    expect(mirrored({ type: 'array', prefixItems: [integer] }, [1, { secret: 1 }])).toEqual([1])
    expect(mirrored({ type: 'array', prefixItems: [user], items: false }, [alice, alice])).toEqual([
      { id: 1, name: 'Alice' },
    ])
  })

  it('passes items of which nothing is said', () => {
    const json: JsonSchema = { allOf: [{ prefixItems: [user], items: {} }, { type: 'array' }] }
    expect(mirrored(json, [alice, alice])).toEqual([{ id: 1, name: 'Alice' }, alice])
  })
})

describe('compileMirror() of unions', () => {
  const cat: JsonSchema = {
    type: 'object',
    properties: { kind: { const: 'cat' }, lives: integer, home: user },
    required: ['kind'],
  }
  const dog: JsonSchema = {
    type: 'object',
    properties: { kind: { const: 'dog' }, bark: {} },
    required: ['kind'],
  }
  const pet: JsonSchema = { oneOf: [cat, dog] }

  it('copies the fields of the branch that the discriminator names', () => {
    expect(mirrored(pet, { kind: 'cat', lives: 9, bark: 'secret', home: alice })).toEqual({
      kind: 'cat',
      lives: 9,
      home: { id: 1, name: 'Alice' },
    })
    expect(mirrored(pet, { kind: 'dog', lives: 9, bark: 1 })).toEqual({ kind: 'dog', bark: 1 })
  })

  it('tells branches apart by types, however deep, and by required fields', () => {
    const json: JsonSchema = {
      anyOf: [
        { type: 'object', properties: { data: { type: 'array', items: integer } } },
        {
          type: 'object',
          properties: { data: { type: 'array', items: user }, total: {} },
          required: ['total'],
        },
        { type: 'object', properties: { data: { type: 'array', items: user }, next: {} } },
      ],
    }
    expect(mirrored(json, { data: [1], total: 1, next: 1 })).toEqual({ data: [1] })
    expect(mirrored(json, { data: [alice], total: 1, next: 1 })).toEqual({
      data: [{ id: 1, name: 'Alice' }],
      total: 1,
    })
    expect(mirrored(json, { data: [alice], next: 1 })).toEqual({ data: [{ id: 1, name: 'Alice' }], next: 1 })
  })

  it('takes the first of several branches that fit', () => {
    const json: JsonSchema = {
      anyOf: [
        { type: 'object', properties: { a: {} } },
        { type: 'object', properties: { b: {} } },
      ],
    }
    expect(mirrored(json, { a: 1, b: 2 })).toEqual({ a: 1 })
  })

  it('takes the branch that is nearest by its required fields, then by its literals', () => {
    const json: JsonSchema = {
      anyOf: [
        { type: 'object', properties: { a: integer, x: {} }, required: ['a'] },
        { type: 'object', properties: { b: integer, kind: { const: 'b' } }, required: ['b'] },
      ],
    }
    expect(mirrored(json, { b: 'no integer', x: 1 })).toEqual({ b: 'no integer' })
    expect(mirrored(json, { kind: 'c', x: 1 })).toEqual({ x: 1 })
  })

  it('keeps of a value of no branch what all branches name, and nothing inside it', () => {
    expect(mirrored(pet, { kind: 'cow', lives: 9, bark: 1 })).toEqual({ kind: 'cow' })
    const lists: JsonSchema = {
      anyOf: [
        { type: 'array', items: { type: 'object', properties: { a: {} }, required: ['a'] }, minItems: 1 },
        { type: 'array', items: { type: 'object', properties: { b: {} }, required: ['b'] } },
      ],
    }
    expect(mirrored(lists, [{ b: 1, c: 1 }])).toEqual([{ b: 1 }])
    expect(
      mirrored({ anyOf: [{ ...lists.anyOf?.[0], const: [] }, pet, user] }, { id: 1, kind: 'cow', lives: 9 }),
    ).toEqual({ id: 1 })
  })

  it('copies what may be null, and what may be text', () => {
    const json: JsonSchema = { anyOf: [user, { type: 'null' }, { type: 'string' }] }
    expect(mirrored(json, alice)).toEqual({ id: 1, name: 'Alice' })
    expect(mirrored({ ...user, type: ['object', 'null'] }, alice)).toEqual({ id: 1, name: 'Alice' })
  })

  it('copies unions within unions, and what is declared beside a union', () => {
    const json: JsonSchema = {
      type: 'object',
      properties: { id: integer },
      anyOf: [{ oneOf: [cat, dog] }, { properties: { name: { type: 'string' } }, required: ['name'] }],
    }
    expect(mirrored(json, { id: 1, kind: 'dog', bark: 2, x: 1 })).toEqual({ id: 1, kind: 'dog', bark: 2 })
    expect(mirrored(json, { id: 1, name: 'a', x: 1 })).toEqual({ id: 1, name: 'a' })
  })

  it('passes a value of an open branch', () => {
    expect(mirrored({ anyOf: [cat, {}] }, { kind: 'cow', x: 1 })).toEqual({ kind: 'cow', x: 1 })
    expect(mirrored({ anyOf: [cat, {}] }, { kind: 'cat', x: 1 })).toEqual({ kind: 'cat' })
  })
})

describe('compileMirror() of recursive schemas', () => {
  it('copies to the end', () => {
    const tree: JsonSchema = {
      type: 'object',
      properties: { name: {}, children: { type: 'array', items: { $ref: '#' } } },
    }
    const value = { name: 'a', x: 1, children: [{ name: 'b', x: 1, children: [{ name: 'c', x: 1 }] }] }
    expect(mirrored(tree, value)).toEqual({ name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] })
  })

  it('copies types that contain each other', () => {
    const json: JsonSchema = {
      $ref: '#/$defs/Person',
      $defs: {
        Person: { type: 'object', properties: { pets: { type: 'array', items: { $ref: '#/$defs/Pet' } } } },
        Pet: {
          type: 'object',
          properties: { owner: { anyOf: [{ $ref: '#/$defs/Person' }, { type: 'null' }] } },
        },
      },
    }
    expect(mirrored(json, { x: 1, pets: [{ x: 1, owner: { x: 1, pets: [] } }, { owner: null }] })).toEqual({
      pets: [{ owner: { pets: [] } }, { owner: null }],
    })
  })
})

describe('compileMirror() of what has nothing to leave out', () => {
  const anyJson: JsonSchema = {
    anyOf: [
      { type: ['string', 'number', 'boolean', 'null'] },
      { type: 'array', items: { $ref: '#' } },
      { type: 'object', additionalProperties: { $ref: '#' } },
    ],
  }

  it.each<JsonSchema>([
    {},
    { type: 'string' },
    { type: 'array', items: integer },
    { type: 'array' },
    { enum: [{ a: 1 }], type: 'object' },
    { type: 'object', properties: { a: integer }, additionalProperties: true },
    { type: 'object', additionalProperties: integer },
    { anyOf: [integer, { type: 'null' }] },
    { type: 'array', prefixItems: [integer], items: integer },
    anyJson,
  ])('answers undefined for %j', (json) => {
    expect(compileMirror(json)).toBeUndefined()
  })
})
