import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { RuleBook } from './rules.ts'
import { choiceOf, compileChoice, discriminatorOf } from './union-branch.ts'

const book = new RuleBook({})
const branchesOf = (...anyOf: JsonSchema[]) => book.branches(book.of([{ anyOf }]))
const choice = (...anyOf: JsonSchema[]) => compileChoice(book, branchesOf(...anyOf))

const kind = (value: unknown, required = true): JsonSchema => ({
  type: 'object',
  properties: { kind: { const: value } },
  ...(required ? { required: ['kind'] } : {}),
})

describe('discriminatorOf()', () => {
  it('finds the field whose value tells the branches apart', () => {
    const several: JsonSchema = {
      type: 'object',
      properties: { kind: { enum: ['b', 'c'] } },
      required: ['kind'],
    }
    expect(discriminatorOf(book, branchesOf(kind('a'), several))).toEqual({
      name: 'kind',
      branches: new Map([
        ['a', 0],
        ['b', 1],
        ['c', 1],
      ]),
    })
  })

  it.each<[string, JsonSchema[]]>([
    ['the field may be absent', [kind('a'), kind('b', false)]],
    ['two branches share a value', [kind('a'), kind('a')]],
    [
      'a branch lists no values',
      [kind('a'), { type: 'object', properties: { kind: {} }, required: ['kind'] }],
    ],
    ['a branch has no such field', [kind('a'), { type: 'object' }]],
    ['a value is an object', [kind('a'), kind({})]],
    ['there is one branch', [kind('a')]],
  ])('finds none if %s', (_reason, anyOf) => {
    expect(discriminatorOf(book, branchesOf(...anyOf))).toBeUndefined()
  })
})

describe('compileChoice()', () => {
  it('goes by the discriminator alone', () => {
    const choose = choice(kind('a'), kind('b'))
    expect(choose({ kind: 'b' })).toBe(1)
    expect(choose({ kind: 'c' })).toBe(-1)
    expect(choose({})).toBe(-1)
    expect(choose(Object.create({ kind: 'a' }))).toBe(-1)
    expect(choose(null)).toBe(-1)
  })

  it('goes by what the whole value is made of', () => {
    const list = (items: JsonSchema): JsonSchema => ({
      type: 'object',
      properties: { list: { type: 'array', items } },
    })
    const choose = choice(list({ type: 'integer' }), list({ type: ['string', 'null'] }))
    expect(choose({ list: ['a', null] })).toBe(1)
    expect(choose({ list: [] })).toBe(0)
    expect(choose({ list: [1, 'a'] })).toBe(0)
  })

  it('looks into records, tuples and unions', () => {
    const record = (others: JsonSchema): JsonSchema => ({
      type: 'object',
      properties: { id: {} },
      additionalProperties: others,
    })
    const records = choice(
      record({ type: 'integer' }),
      record({ anyOf: [{ type: 'string' }, { type: 'null' }] }),
    )
    expect(records({ id: {}, a: 'x', b: null })).toBe(1)
    const tuples = choice(
      { type: 'array', prefixItems: [{ const: 'a' }, {}] },
      { type: 'array', prefixItems: [{ const: { deep: [1] } }], items: false },
    )
    expect(tuples(['a', 1])).toBe(0)
    expect(tuples([{ deep: [1] }])).toBe(1)
  })

  it('finds a required field that may be anything even if it is undefined', () => {
    const any: JsonSchema = { type: 'object', properties: { a: {} }, required: ['a'] }
    const other: JsonSchema = {
      type: 'object',
      properties: { b: { enum: [1, 2] } },
      required: ['b', 'undeclared'],
    }
    expect(choice(other, any)({ a: undefined })).toBe(1)
    expect(choice(any, other)({ b: 1, undeclared: 1 })).toBe(1)
    expect(choice(other, any)({ b: undefined, undeclared: 1 })).toBe(0)
  })

  it('takes an object that writes itself for what it may become', () => {
    const choose = choice({ type: 'string' }, { type: 'object', properties: { a: {} }, required: ['a'] })
    expect(choose(new Date(0))).toBe(0)
    expect(choose({ toJSON: () => ({ a: 1 }) })).toBe(0)
    expect(choose({})).toBe(1)
  })

  it('chooses in a recursive schema', () => {
    const root: JsonSchema = {
      anyOf: [
        {
          type: 'object',
          properties: { next: { $ref: '#' }, leaf: { type: 'integer' } },
          required: ['leaf'],
        },
        { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] },
      ],
    }
    const recursive = new RuleBook(root)
    const choose = compileChoice(recursive, recursive.branches(recursive.of([root])))
    expect(choose({ next: { next: { leaf: 1 } } })).toBe(1)
    expect(choose({ next: { leaf: 'x' }, leaf: 1 })).toBe(0)
  })
})

describe('choiceOf()', () => {
  it('is compiled once for the same rules', () => {
    const rules = book.of([{ anyOf: [{ type: 'string' }, { type: 'null' }] }])
    expect(choiceOf(book, rules)).toBe(choiceOf(book, rules))
  })
})
