import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { describe as side } from '../../tests/openapi/sample-operations.ts'
import { DefinitionError } from '../errors/index.ts'
import type { Direction, JsonSchema } from '../schema/index.ts'
import { SchemaComponents } from './schema-components.ts'
import { UndoubtedSchemas } from './undoubted-schemas.ts'

function areCertain(...uses: readonly (readonly [JsonSchema, Direction])[]): boolean {
  const schemas = new UndoubtedSchemas()
  return uses.every(([schema, direction]) => schemas.take(schema, direction))
}

const isTaken = (uses: readonly (readonly [JsonSchema, Direction])[]): boolean => {
  const components = new SchemaComponents('shared')
  try {
    for (const [schema, direction] of uses)
      components.write(schema, { direction, where: 'GET /a', hint: 'Hint' })
    return true
  } catch (error) {
    if (error instanceof DefinitionError) return false
    throw error
  }
}

const User = z.object({ id: z.int(), name: z.string() }).meta({ id: 'User' })

describe('it is certain of', () => {
  it('schemas without names, and one schema alone and inside of others', () => {
    const schemas = [User, z.array(User), z.object({ user: User }), z.object({ a: z.string() })]
    expect(areCertain(...schemas.map((schema) => [side(schema, 'output'), 'output'] as const))).toBe(true)
  })

  it('the two sides of a schema, which may differ', () => {
    expect(areCertain([side(User, 'input'), 'input'], [side(User, 'output'), 'output'])).toBe(true)
  })
})

describe('it is not certain of', () => {
  const other = z.object({ id: z.string() }).meta({ id: 'User' })

  it('two schemas of one id', () => {
    expect(areCertain([side(User, 'input'), 'input'], [side(other, 'input'), 'input'])).toBe(false)
  })

  it('two schemas of one id inside of others', () => {
    const uses = [z.array(User), z.array(other)].map((schema) => [side(schema, 'output'), 'output'] as const)
    expect(areCertain(...uses)).toBe(false)
  })

  it('references that lead nowhere or are no plain ones', () => {
    for (const $ref of ['#/$defs/Nobody', '#', '#/properties/a', 'other.json'])
      expect(areCertain([{ properties: { a: {} }, items: { $ref } }, 'input'])).toBe(false)
  })

  it('definitions with a name that a library has made up, or another one than their id', () => {
    expect(areCertain([{ $ref: '#/$defs/__schema0', $defs: { __schema0: {} } }, 'input'])).toBe(false)
    expect(areCertain([{ $ref: '#/$defs/A', $defs: { A: { id: 'B' } } }, 'input'])).toBe(false)
  })

  it('definitions that are references, which may lead back to themselves', () => {
    expect(areCertain([{ $ref: '#/$defs/A', $defs: { A: { $ref: '#/$defs/A' } } }, 'input'])).toBe(false)
  })

  it('what is no JSON', () => {
    expect(areCertain([{ id: 'Big', default: 1n }, 'input'])).toBe(false)
  })
})

it('is never certain of what is refused', () => {
  const name = fc.constantFrom('A', 'B', 'C', '__schema0')
  const { schema } = fc.letrec<{ schema: JsonSchema; leaf: JsonSchema; named: JsonSchema }>((tie) => ({
    schema: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('named')),
    leaf: fc.oneof(
      fc.constantFrom<JsonSchema>(
        { type: 'string' },
        { type: 'integer' },
        { type: 'object', properties: {} },
      ),
      name.map((to) => ({ $ref: `#/$defs/${to}` })),
    ),
    named: fc
      .record({ id: name, inside: tie('schema'), as: fc.constantFrom('items', 'not'), hasId: fc.boolean() })
      .map(({ id, inside, as, hasId }) => ({ ...(hasId ? { id } : {}), type: 'array', [as]: inside })),
  }))
  const root = fc
    .record({ schema, $defs: fc.dictionary(name, schema, { maxKeys: 3 }), hasDefs: fc.boolean() })
    .map(({ schema: json, $defs, hasDefs }) => (hasDefs ? { ...json, $defs } : json))
  const uses = fc.array(fc.tuple(root, fc.constantFrom<Direction>('input', 'output')), { maxLength: 4 })
  fc.assert(
    fc.property(uses, (all) => {
      if (areCertain(...all)) expect(isTaken(all)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
