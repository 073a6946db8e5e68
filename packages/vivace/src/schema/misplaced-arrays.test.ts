import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { compileMisplacedArrays } from './misplaced-arrays.ts'

const empty: JsonSchema = { type: 'object', properties: { a: { type: 'string' } } }
const integers: JsonSchema = { type: 'array', items: { type: 'integer' } }

function misplaced(json: JsonSchema, value: unknown): readonly unknown[] {
  return compileMisplacedArrays(json)(value).map((path) => path.join('/'))
}

describe('compileMisplacedArrays()', () => {
  it('finds arrays in the place of objects at every depth', () => {
    const json: JsonSchema = {
      type: 'object',
      properties: { one: empty, list: { type: 'array', prefixItems: [{}, empty], items: empty } },
      patternProperties: { '^x-': empty },
      additionalProperties: empty,
    }
    expect(misplaced(json, [])).toEqual([''])
    const value = { one: ['x'], list: [[], {}, []], 'x-a': [], other: [], fine: { a: [] } }
    expect(misplaced(json, value)).toEqual(['one', 'list/2', 'x-a', 'other'])
  })

  it('leaves arrays alone where they may be', () => {
    for (const json of [integers, {}, { type: ['object', 'array'] }, { anyOf: [empty, integers] }] as const) {
      expect(misplaced(json, [1])).toEqual([])
    }
  })

  it('takes an array of a union for one that is like none of its arrays', () => {
    expect(misplaced({ anyOf: [empty, integers] }, ['x'])).toEqual([''])
    expect(misplaced({ anyOf: [empty, { ...integers, maxItems: 1 }] }, [1, 2])).toEqual([''])
    expect(misplaced({ anyOf: [integers, { type: 'null' }] }, ['x'])).toEqual([])
  })

  it('looks into the arrays of a union without objects', () => {
    const objects: JsonSchema = { type: 'array', items: empty }
    expect(misplaced({ anyOf: [objects, { type: 'null' }] }, [{}, []])).toEqual(['1'])
    expect(misplaced({ anyOf: [objects, integers] }, [[]])).toEqual(['0'])
    expect(misplaced({ anyOf: [objects, { type: 'array', items: objects }] }, [[{}]])).toEqual([])
    expect(misplaced({ anyOf: [objects, { type: 'array', items: objects }] }, [[[]]])).toEqual(['0'])
  })

  it('looks into the branch of a union that the value belongs to', () => {
    const branch = (kind: string, inside: JsonSchema): JsonSchema => ({
      type: 'object',
      properties: { kind: { const: kind }, inside },
      required: ['kind'],
    })
    const json = { oneOf: [branch('object', empty), branch('array', integers)] }
    expect(misplaced(json, { kind: 'array', inside: [] })).toEqual([])
    expect(misplaced(json, { kind: 'object', inside: [] })).toEqual(['inside'])
    expect(misplaced({ anyOf: [{ type: 'array', items: empty }, empty] }, [{}, []])).toEqual([''])
  })

  it('follows recursion', () => {
    const tree: JsonSchema = {
      $ref: '#/$defs/Tree',
      $defs: {
        Tree: {
          type: 'object',
          properties: { children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
        },
      },
    }
    expect(misplaced(tree, { children: [{ children: [[]] }, []] })).toEqual([
      'children/0/children/0',
      'children/1',
    ])
  })
})
