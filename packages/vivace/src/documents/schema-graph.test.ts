import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../schema/index.ts'
import { SchemaGraph } from './schema-graph.ts'

const where = 'GET /a'

function targetOf(schema: JsonSchema): JsonSchema | undefined {
  const graph = new SchemaGraph()
  const node = graph.read(schema, where)
  const at = node.properties?.a ?? node
  return graph.target(at)
}

describe('a JSON Schema in the graph', () => {
  it('is read once', () => {
    const graph = new SchemaGraph()
    const schema = { type: 'string' } as const
    expect(graph.read(schema, where)).toBe(graph.read(schema, where))
  })

  it('loses what belongs to a document of its own', () => {
    const graph = new SchemaGraph()
    const schema = {
      $schema: 'x',
      $id: 'User',
      id: 'User',
      $defs: { A: {} },
      definitions: {},
      type: 'object',
    } as const
    expect(graph.read(schema, where)).toEqual({ type: 'object' })
  })

  it('keeps a property that is called id', () => {
    const graph = new SchemaGraph()
    const schema = { properties: { id: { type: 'integer' } } } as const
    expect(graph.read(schema, where)).toEqual(schema)
  })

  it("loses the bounds of JavaScript's integers, and no others", () => {
    const graph = new SchemaGraph()
    const bounds = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
    expect(graph.read({ type: 'integer', ...bounds }, where)).toEqual({ type: 'integer' })
    expect(graph.read({ type: 'integer', ...bounds, minimum: 0 }, where)).toEqual({
      type: 'integer',
      minimum: 0,
    })
    expect(graph.read({ type: 'number', ...bounds }, where)).toEqual({ type: 'number', ...bounds })
  })

  it.each([
    ['its root', { type: 'object', properties: { a: { $ref: '#' } } }, 'object'],
    ['a definition', { properties: { a: { $ref: '#/$defs/B' } }, $defs: { B: { type: 'array' } } }, 'array'],
    [
      'an old definition',
      { properties: { a: { $ref: '#/definitions/B' } }, definitions: { B: { type: 'array' } } },
      'array',
    ],
    [
      'a pointer with escapes',
      { properties: { a: { $ref: '#/properties/b~1%20c' }, 'b/ c': { type: 'null' } } },
      'null',
    ],
    ['an $id', { properties: { a: { $ref: 'B' } }, $defs: { B: { $id: 'B', type: 'array' } } }, 'array'],
    ['an $anchor', { properties: { a: { $ref: '#b' }, b: { $anchor: 'b', type: 'null' } } }, 'null'],
  ] as const)('resolves a $ref to %s', (_, schema, type) => {
    expect(targetOf(schema)?.type).toBe(type)
  })

  it.each(['https://example.com/schema.json', '#/components/schemas/User'])('leaves %s as it is', ($ref) => {
    expect(targetOf({ $ref })).toBeUndefined()
  })

  it.each(['#/$defs/Lost', 'Lost', '#/%zz'])('refuses a $ref that leads nowhere: %s', ($ref) => {
    expect(() => new SchemaGraph().read({ properties: { a: { $ref } } }, where)).toThrow(
      `GET /a: the JSON Schema of an input or an answer refers to '${$ref}', which it does not define.`,
    )
  })
})

describe('the name of a schema', () => {
  const nameOf = (schema: JsonSchema): unknown => {
    const graph = new SchemaGraph()
    const node = graph.read(schema, where)
    return graph.name(graph.target(node) ?? node)
  }

  it.each([
    ['its $id', { $id: 'User' }, { text: 'User', from: 'id' }],
    ['its id', { id: 'User' }, { text: 'User', from: 'id' }],
    ['its id before its title', { id: 'User', title: 'Other', properties: {} }, { text: 'User', from: 'id' }],
    [
      'its key among the definitions',
      { $ref: '#/$defs/User', $defs: { User: {} } },
      { text: 'User', from: 'id' },
    ],
    ['the title of an object', { title: 'User', properties: {} }, { text: 'User', from: 'title' }],
    ['the title of a choice', { title: 'Colour', enum: ['red'] }, { text: 'Colour', from: 'title' }],
    ['the title of a union', { title: 'Shape', oneOf: [{}] }, { text: 'Shape', from: 'title' }],
  ])('is %s', (_, schema, name) => {
    expect(nameOf(schema)).toEqual(name)
  })

  it.each([
    ['the label of a field', { title: 'Name', type: 'string' } as const],
    ['a title of several words', { title: 'A user', properties: {} }],
    ['a key that zod made up', { $ref: '#/$defs/__schema0', $defs: { __schema0: {} } }],
    ['a key that valibot made up', { $ref: '#/$defs/0', $defs: { 0: {} } }],
    ['a key that arktype made up', { $ref: '#/$defs/intersection7', $defs: { intersection7: {} } }],
  ])('is not %s', (_, schema) => {
    expect(nameOf(schema)).toBeUndefined()
  })
})
