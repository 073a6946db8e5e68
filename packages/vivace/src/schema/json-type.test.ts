import { describe, expect, it } from 'vitest'
import type { JsonType } from './json-schema.ts'
import { declaredTypes, isOfType, isSameJson } from './json-type.ts'

describe('isOfType()', () => {
  const types: readonly JsonType[] = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object']

  it.each<[unknown, readonly JsonType[]]>([
    ['a', ['string']],
    [1.5, ['number']],
    [2, ['number', 'integer']],
    [true, ['boolean']],
    [null, ['null']],
    [[1], ['array']],
    [{}, ['object']],
    [new Date(0), ['string']],
    [undefined, []],
  ])('finds that %j is of the types %j and of no other', (value, expected) => {
    expect(types.filter((type) => isOfType(value, type))).toEqual(expected)
  })
})

describe('declaredTypes()', () => {
  it('reads one type, several, and none', () => {
    expect(declaredTypes({ type: 'string' })).toEqual(['string'])
    expect(declaredTypes({ type: ['string', 'null'] })).toEqual(['string', 'null'])
    expect(declaredTypes({})).toBeUndefined()
  })
})

describe('isSameJson()', () => {
  it('compares members by name and items by order', () => {
    expect(isSameJson({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).toBe(true)
    expect(isSameJson([1, 2], [2, 1])).toBe(false)
    expect(isSameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false)
    expect(isSameJson({ a: 1 }, { b: 1 })).toBe(false)
  })

  it('tells values of different types apart', () => {
    expect(isSameJson(1, '1')).toBe(false)
    expect(isSameJson(null, {})).toBe(false)
    expect(isSameJson([], {})).toBe(false)
    expect(isSameJson(0, 0)).toBe(true)
  })
})
