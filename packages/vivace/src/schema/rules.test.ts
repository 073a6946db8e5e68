import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { allowedTypes, allows, declaredNames, isRequired, literalsOf, mayBe } from './rule-facts.ts'
import { RuleBook, ruleBookOf } from './rules.ts'

const text: JsonSchema = { type: 'string' }
const integer: JsonSchema = { type: 'integer' }

describe('RuleBook', () => {
  it('gathers what references and allOf say together', () => {
    const root: JsonSchema = { $defs: { A: { title: 'A', allOf: [{ minimum: 1 }] } } }
    const rules = new RuleBook(root).of([{ $ref: '#/$defs/A', maximum: 9 }])
    expect(rules.parts.map(({ title, minimum, maximum }) => title ?? minimum ?? maximum)).toEqual([9, 'A', 1])
  })

  it('answers the same rules for the same schemas, so that a recursive schema is finite', () => {
    const root: JsonSchema = { properties: { next: { $ref: '#' } } }
    const book = new RuleBook(root)
    const next = book.field(book.of([root]), 'next')
    const afterNext = next === undefined ? undefined : book.field(next, 'next')
    expect(afterNext).toBe(next)
  })

  it('says of a field what all schemas say that name it', () => {
    const book = new RuleBook({})
    const rules = book.of([
      { properties: { a: text } },
      { properties: { a: { minLength: 1 } } },
      { patternProperties: { '^a': { maxLength: 9 } } },
      { additionalProperties: { title: 'others' } },
    ])
    expect(book.field(rules, 'a')?.parts).toEqual([
      text,
      { minLength: 1 },
      { maxLength: 9 },
      { title: 'others' },
    ])
    expect(book.field(rules, 'z')?.parts).toEqual([{ title: 'others' }])
    expect(book.field(book.of([{ properties: {} }]), 'constructor')).toBeUndefined()
    expect(book.field(book.of([{ additionalProperties: false }]), 'z')).toBeUndefined()
  })

  it('leaves other fields open only if a schema opens them and none closes them', () => {
    const book = new RuleBook({})
    expect(book.others(book.of([{ properties: {} }]))).toBeUndefined()
    expect(book.others(book.of([{ additionalProperties: true }, {}]))?.parts).toEqual([{}])
    expect(
      book.others(book.of([{ additionalProperties: true }, { additionalProperties: false }])),
    ).toBeUndefined()
    expect(book.others(book.of([{ unevaluatedProperties: text }]))?.parts).toEqual([text])
  })

  it('knows the first items of a tuple and the rest', () => {
    const book = new RuleBook({})
    const rules = book.of([{ prefixItems: [text], items: integer }])
    expect(book.item(rules, 0)?.parts).toEqual([text])
    expect(book.item(rules, 5)?.parts).toEqual([integer])
    expect(book.item(book.of([{}]), 0)).toBeUndefined()
    expect(book.item(book.of([{ items: false }]), 0)?.parts).toEqual([{ not: {} }])
  })

  it('joins each branch of a union with everything else that holds', () => {
    const book = new RuleBook({})
    const rules = book.of([{ title: 'all', anyOf: [text, integer], oneOf: [{ title: 'x' }] }])
    const branches = book.branches(rules)
    expect(branches.map((branch) => branch.parts.slice(1))).toEqual([[text], [integer]])
    expect(branches.map((branch) => branch.unions.length)).toEqual([1, 1])
    expect(book.branches(rules)).toBe(branches)
    expect(book.branches(book.of([text]))).toEqual([])
  })

  it('drops a branch that leads back to its own union', () => {
    const root: JsonSchema = { anyOf: [text, { $ref: '#' }, { allOf: [{ $ref: '#' }] }] }
    const book = new RuleBook(root)
    expect(book.branches(book.of([root]))).toHaveLength(1)
  })

  it('is one for each root', () => {
    const root: JsonSchema = {}
    expect(ruleBookOf(root)).toBe(ruleBookOf(root))
    expect(ruleBookOf(root)).not.toBe(ruleBookOf({}))
  })
})

describe('facts of rules', () => {
  const book = new RuleBook({})

  it('allow the types that every schema allows', () => {
    expect(allowedTypes(book.of([{}]))).toBeUndefined()
    expect(
      allowedTypes(book.of([{ type: ['string', 'integer', 'null'] }, { type: ['number', 'null'] }])),
    ).toEqual(['integer', 'null'])
    expect(allowedTypes(book.of([{ type: ['number', 'null'] }, integer]))).toEqual(['integer'])
    expect(allows(book.of([{}]), 'object')).toBe(true)
    expect(allows(book.of([text]), 'object')).toBe(false)
  })

  it('look into unions for what a value may be', () => {
    const rules = book.of([{ anyOf: [text, { anyOf: [{ type: 'object' }] }] }])
    expect(mayBe(book, rules, 'object')).toBe(true)
    expect(mayBe(book, rules, 'array')).toBe(false)
    expect(mayBe(book, book.of([text]), 'object')).toBe(false)
  })

  it('name fields once, in the order of declaration', () => {
    expect(
      declaredNames(book.of([{ properties: { b: {}, a: {} } }, { properties: { a: {}, c: {} } }])),
    ).toEqual(['b', 'a', 'c'])
  })

  it('list the values of const and enum', () => {
    expect(literalsOf(book.of([{ const: undefined }]))).toEqual([undefined])
    expect(literalsOf(book.of([{}, { enum: [1] }]))).toEqual([1])
    expect(literalsOf(book.of([text]))).toBeUndefined()
  })

  it('require a field if any schema does', () => {
    const rules = book.of([{ required: ['a'] }, {}])
    expect(isRequired(rules, 'a')).toBe(true)
    expect(isRequired(rules, 'b')).toBe(false)
  })
})
