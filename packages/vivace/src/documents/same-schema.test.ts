import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../schema/index.ts'
import { isSameSchema, type SchemaComparison } from './same-schema.ts'
import { SchemaGraph } from './schema-graph.ts'

function same(left: JsonSchema, right: JsonSchema, how: Omit<SchemaComparison, 'graph'> = {}): boolean {
  const graph = new SchemaGraph()
  return isSameSchema(graph.read(left, 'left'), graph.read(right, 'right'), { graph, ...how })
}

describe('two schemas are the same', () => {
  it('whatever the order of their keywords', () => {
    expect(same({ type: 'string', minLength: 1 }, { minLength: 1, type: 'string' })).toBe(true)
  })

  it('whatever their definitions are called', () => {
    const list = (name: string): JsonSchema => ({
      $ref: `#/$defs/${name}`,
      $defs: { [name]: { type: 'array', items: { $ref: `#/$defs/${name}` } } },
    })
    expect(same(list('a'), list('b'))).toBe(true)
  })

  it('if one is the unrolling of the other', () => {
    const rolled: JsonSchema = { type: 'array', items: { $ref: '#' } }
    const loop: JsonSchema = { type: 'array', items: { $ref: '#/$defs/a' } }
    const unrolled: JsonSchema = { type: 'array', items: loop, $defs: { a: loop } }
    expect(same(rolled, unrolled)).toBe(true)
  })

  it('if one says by a reference what the other says in place', () => {
    expect(
      same({ items: { $ref: '#/$defs/a' }, $defs: { a: { type: 'null' } } }, { items: { type: 'null' } }),
    ).toBe(true)
  })

  it('and ends on references that only lead to each other', () => {
    const circle = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }
    expect(same(circle, { ...circle })).toBe(true)
  })
})

describe('two schemas differ', () => {
  it.each([
    ['in a keyword', { type: 'string' }, { type: 'number' }],
    ['in a keyword that one lacks', { type: 'string' }, { type: 'string', minLength: 1 }],
    ['in the order of a list', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
    ['in the length of a list', { enum: ['a', 'b'] }, { enum: ['a'] }],
    [
      'in what they refer to',
      { items: { $ref: '#/$defs/a' }, $defs: { a: { type: 'null' } } },
      { items: { type: 'array' } },
    ],
    [
      'beside the same reference',
      { items: { $ref: '#/$defs/a', title: 'x' }, $defs: { a: {} } },
      { items: { $ref: '#/$defs/a', title: 'y' }, $defs: { a: {} } },
    ],
    ['in a reference to another document', { $ref: 'https://a.example' }, { $ref: 'https://b.example' }],
  ] as const)('%s', (_, left, right) => {
    expect(same(left, right)).toBe(false)
  })

  it('unless ids are trusted: then an inner schema of one id is not looked at', () => {
    const holder = (type: 'null' | 'string'): JsonSchema => ({
      items: { $ref: '#/$defs/A' },
      $defs: { A: { type } },
    })
    expect(same(holder('null'), holder('string'))).toBe(false)
    expect(same(holder('null'), holder('string'), { trustIds: true })).toBe(true)
  })

  it('unless it is ignored that an object has no further members', () => {
    const [open, closed] = [{ type: 'object' }, { type: 'object', additionalProperties: false }] as const
    expect(same(open, closed)).toBe(false)
    expect(same(open, closed, { ignoreClosed: true })).toBe(true)
    expect(same(closed, { ...open, additionalProperties: {} }, { ignoreClosed: true })).toBe(false)
  })
})
