import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { scope } from 'arktype'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { describe as side } from '../../tests/openapi/sample-operations.ts'
import { DefinitionError } from '../errors/index.ts'
import type { Direction, JsonSchema } from '../schema/index.ts'
import { SchemaComponents, type SchemaSides } from './schema-components.ts'

interface Use {
  readonly schema: JsonSchema
  readonly direction?: Direction
  readonly where?: string
  readonly hint?: string
}

/** What is written for each use, and the components; references with their final names. */
function write(
  uses: readonly Use[],
  sides: SchemaSides = 'separate',
): { readonly written: unknown; readonly schemas: unknown } {
  const components = new SchemaComponents(sides)
  const written = uses.map(({ schema, direction = 'input', where = 'GET /a', hint = 'Hint' }) =>
    components.write(schema, { direction, where, hint }),
  )
  const { schemas, references } = components.settle()
  // What went in comes out, with other references.
  return JSON.parse(JSON.stringify({ written, schemas }), (key, value: unknown) =>
    key === '$ref' ? references.get(String(value)) : value,
  ) as { written: unknown; schemas: unknown }
}

function fault(uses: readonly Use[]): DefinitionError {
  try {
    write(uses)
  } catch (error) {
    if (error instanceof DefinitionError) return error
  }
  throw new Error('It was not refused')
}

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` })

describe('a schema with a name', () => {
  const Money = z.object({ amount: z.int() }).meta({ id: 'Money' })

  it('is a component, and referred to wherever it is used', () => {
    const uses = [{ schema: side(Money, 'input') }, { schema: side(z.array(Money), 'input') }]
    expect(write(uses)).toEqual({
      written: [ref('Money'), { type: 'array', items: ref('Money') }],
      schemas: {
        Money: { type: 'object', properties: { amount: { type: 'integer' } }, required: ['amount'] },
      },
    })
  })

  it('keeps what is said of one use beside the reference', () => {
    expect(write([{ schema: side(Money.describe('The price'), 'input') }]).written).toEqual([
      { ...ref('Money'), description: 'The price' },
    ])
  })

  it('has an id at its root in some libraries', () => {
    const schema = toStandardJsonSchema(v.pipe(v.object({ a: v.string() }), v.metadata({ id: 'Foo' })))
    const json = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
    expect(write([{ schema: json }])).toEqual({
      written: [ref('Foo')],
      schemas: { Foo: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] } },
    })
  })

  it('can have a title instead of an id', () => {
    const Inner = z.object({ a: z.string() }).meta({ title: 'Inner' })
    const { written, schemas } = write([
      { schema: side(z.object({ x: Inner, y: Inner.optional() }), 'input') },
    ])
    expect(written).toMatchObject([{ properties: { x: ref('Inner'), y: ref('Inner') } }])
    expect(schemas).toMatchObject({ Inner: { title: 'Inner', properties: { a: { type: 'string' } } } })
  })

  it('shares a title with others, told apart by numbers', () => {
    const titled = (schema: z.ZodType): Use => ({
      schema: side(z.object({ a: schema }).meta({ title: 'Row' }), 'input'),
    })
    const { written } = write([titled(z.string()), titled(z.int()), titled(z.string())])
    expect(written).toEqual([ref('Row'), ref('Row2'), ref('Row')])
  })
})

describe('the two sides of a schema', () => {
  const Filter = z.object({ limit: z.int().default(10) }).meta({ id: 'Filter' })
  const Page = z.object({ filter: Filter }).meta({ id: 'Page' })
  const Plain = z.object({ a: z.string() }).meta({ id: 'Plain' })
  const both = (schema: z.ZodType): Use[] =>
    (['output', 'input'] as const).map((direction) => ({ schema: side(schema, direction), direction }))

  it('are one component if they are equal', () => {
    const Colour = z.enum(['red', 'blue']).meta({ id: 'Colour' })
    expect(write(both(Colour)).written).toEqual([ref('Colour'), ref('Colour')])
  })

  it('are two components if they differ', () => {
    const { written, schemas } = write(both(Filter))
    expect(written).toEqual([ref('Filter-Output'), ref('Filter-Input')])
    expect(schemas).toMatchObject({ 'Filter-Output': { required: ['limit'] }, 'Filter-Input': {} })
  })

  it('are two components if only something inside differs', () => {
    const { schemas } = write(both(Page))
    expect(schemas).toMatchObject({
      'Page-Input': { properties: { filter: ref('Filter-Input') } },
      'Page-Output': { properties: { filter: ref('Filter-Output') } },
    })
  })

  it('are two components by title as well', () => {
    const Titled = z.object({ limit: z.int().default(10) }).meta({ title: 'Titled' })
    expect(write(both(Titled)).written).toEqual([ref('Titled-Output'), ref('Titled-Input')])
  })

  it('are one component without a word on further members if they are shared', () => {
    const { written, schemas } = write(both(Plain), 'shared')
    expect(written).toEqual([ref('Plain'), ref('Plain')])
    expect(schemas).toEqual({
      Plain: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    })
  })

  it('are two components when shared if more than that differs', () => {
    expect(write(both(Page), 'shared').written).toEqual([ref('Page-Output'), ref('Page-Input')])
  })

  it('are told apart where one schema is both, and another of its name is one', () => {
    const Y = (type: 'string' | 'null'): JsonSchema => ({ id: 'Y', type })
    const uses = [
      { schema: { id: 'X', items: Y('null') } },
      { schema: { id: 'X', items: Y('null') }, direction: 'output', where: 'GET /b' },
      { schema: Y('string'), direction: 'output', where: 'GET /c' },
    ] as const
    expect(fault(uses).message).toMatch(
      /^GET \/c: it uses a schema called 'Y', and GET \/b uses a different one/,
    )
  })
})

describe('two schemas with one id', () => {
  const named = (type: 'string' | 'null'): JsonSchema => ({ id: 'Thing', type })

  it('are refused, with both operations', () => {
    const error = fault([
      { schema: named('string'), where: 'GET /a' },
      { schema: { items: named('null') }, where: 'POST /b' },
    ])
    expect(error.code).toBe('DUPLICATE_SCHEMA_NAME')
    expect(error.message).toMatch(
      /^POST \/b: it uses a schema called 'Thing', and GET \/a uses a different one/,
    )
  })

  it('are refused within one operation', () => {
    const error = fault([{ schema: named('string') }, { schema: named('null') }])
    expect(error.message).toMatch(/^GET \/a: it uses a schema called 'Thing', and another place of it uses/)
  })

  it('are blamed themselves, not the schemas around them', () => {
    const around = (type: 'string' | 'null'): JsonSchema => ({ id: 'Around', properties: { a: named(type) } })
    expect(fault([{ schema: around('string') }, { schema: around('null') }]).message).toMatch(
      /called 'Thing'/,
    )
  })
})

describe('a recursive schema', () => {
  it('with a name refers to itself', () => {
    const Category = z
      .object({
        name: z.string(),
        get children() {
          return z.array(Category)
        },
      })
      .meta({ id: 'Category' })
    const { written, schemas } = write([{ schema: side(z.array(Category), 'input') }])
    expect(written).toEqual([{ type: 'array', items: ref('Category') }])
    expect(schemas).toMatchObject({ Category: { properties: { children: { items: ref('Category') } } } })
  })

  it('without a name is called after its use', () => {
    const Node = z.object({
      get next() {
        return Node.optional()
      },
    })
    const uses = [
      { schema: side(Node, 'input'), hint: 'CreateNodeBody' },
      {
        schema: side(z.object({ first: Node, last: Node }), 'output'),
        direction: 'output',
        hint: 'ReadList200',
      },
    ] as const
    expect(write(uses)).toMatchObject({
      written: [
        ref('CreateNodeBody'),
        { properties: { first: ref('ReadList200First'), last: ref('ReadList200First') } },
      ],
      schemas: {
        CreateNodeBody: { properties: { next: ref('CreateNodeBody') } },
        ReadList200First: { properties: { next: ref('ReadList200First') } },
      },
    })
  })

  it('without a name is one component, whichever operation uses it', () => {
    const Node = z.object({
      get next() {
        return Node.optional()
      },
    })
    const uses = [{ schema: side(Node, 'input') }, { schema: side(z.object({ a: Node, b: Node }), 'input') }]
    expect(write(uses)).toMatchObject({
      written: [ref('Hint'), { properties: { a: ref('Hint'), b: ref('Hint') } }],
    })
  })

  it('of arktype is the object, not the list of its children', () => {
    const { user } = scope({ user: { name: 'string', 'friends?': 'user[]' } }).export()
    const schema = user.array()['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
    expect(write([{ schema }])).toEqual({
      written: [{ type: 'array', items: ref('Hint') }],
      schemas: {
        Hint: {
          type: 'object',
          properties: { name: { type: 'string' }, friends: { type: 'array', items: ref('Hint') } },
          required: ['name'],
        },
      },
    })
  })

  it('of valibot is found in its unrolled form', () => {
    const Node: v.GenericSchema = v.object({ kids: v.array(v.lazy(() => Node)) })
    const schema = toStandardJsonSchema(Node)['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
    expect(write([{ schema }])).toMatchObject({
      written: [{ properties: { kids: { items: ref('HintKids') } } }],
      schemas: { HintKids: { properties: { kids: { items: ref('HintKids') } } } },
    })
  })

  it('can be no object at all', () => {
    const schema: JsonSchema = { anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#' } }] }
    expect(write([{ schema }])).toEqual({
      written: [ref('Hint')],
      schemas: { Hint: { anyOf: [{ type: 'string' }, { type: 'array', items: ref('Hint') }] } },
    })
  })

  it('through a name needs no other', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { a: { $ref: '#/$defs/A' } },
      $defs: { A: { properties: { root: { $ref: '#' } } } },
    }
    expect(write([{ schema }])).toEqual({
      written: [{ type: 'object', properties: { a: ref('A') } }],
      schemas: { A: { properties: { root: { type: 'object', properties: { a: ref('A') } } } } },
    })
  })
})

describe('a definition that is neither named nor recursive', () => {
  const $defs = { __schema0: { type: 'string' } } as const

  it('is written in place', () => {
    expect(write([{ schema: { items: { $ref: '#/$defs/__schema0' }, $defs } }])).toEqual({
      written: [{ items: { type: 'string' } }],
      schemas: {},
    })
  })

  it('counts together with what is said beside the reference', () => {
    const schema = { items: { $ref: '#/$defs/__schema0', minLength: 1 }, $defs }
    expect(write([{ schema }]).written).toEqual([{ items: { allOf: [{ type: 'string' }], minLength: 1 } }])
  })
})
