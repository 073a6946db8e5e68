import { Ajv2020 } from 'ajv/dist/2020.js'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { describeSchema } from './describe-schema.ts'
import { issuesFrom, schemaFrom } from './schema-from.ts'
import type { OutputOf, Schema } from './schema.ts'
import { validate } from './validate.ts'

// The example of schemaFrom's doc comment.
function typebox<Declared extends TSchema>(type: Declared): Schema<Static<Declared>> {
  const checker = Compile(type)
  return schemaFrom<Static<Declared>>({
    jsonSchema: type,
    validate: (value) => (checker.Check(value) ? { value } : { issues: issuesFrom(checker.Errors(value)) }),
  })
}

describe('schemaFrom()', () => {
  const Item = typebox(
    Type.Object({ id: Type.Integer({ minimum: 1 }), tags: Type.Optional(Type.Array(Type.String())) }),
  )

  it('knows the type of the value', () => {
    expectTypeOf<OutputOf<typeof Item>>().toEqualTypeOf<{ id: number; tags?: string[] }>()
  })

  it('describes itself as the JSON Schema that it is', () => {
    const json = {
      type: 'object',
      properties: { id: { type: 'integer', minimum: 1 }, tags: { type: 'array', items: { type: 'string' } } },
      required: ['id'],
    }
    expect(describeSchema(Item, 'input')).toEqual(json)
    expect(describeSchema(Item, 'output')).toEqual(json)
  })

  it('judges by what it is given', () => {
    expect(validate(Item, { id: 1 })).toEqual({ value: { id: 1 } })
    expect(validate(Item, { id: 0 })).toMatchObject({ issues: [{ path: ['id'], message: 'must be >= 1' }] })
  })

  it('applies defaults where the adapter does', () => {
    const page = Type.Object({ limit: Type.Integer({ default: 10 }) })
    const schema = schemaFrom<Static<typeof page>>({
      jsonSchema: page,
      validate: (value) => ({ value: Value.Parse(page, Value.Default(page, Value.Clone(value))) }),
    })
    expect(validate(schema, {})).toEqual({ value: { limit: 10 } })
  })

  it('refuses other drafts', () => {
    expect(() => Item['~standard'].jsonSchema.input({ target: 'draft-07' })).toThrow(
      'the target draft-07 is not supported, draft-2020-12 is',
    )
  })
})

describe('issuesFrom()', () => {
  it('reads the path from the JSON pointer', () => {
    const error = { keyword: 'type', instancePath: '/a~1b/0/~0', params: {}, message: 'must be string' }
    expect(issuesFrom([error])).toEqual([
      { keyword: 'type', path: ['a/b', '0', '~'], message: 'must be string' },
    ])
    expect(issuesFrom([{ keyword: 'x', instancePath: '', params: { limit: 1 } }])).toEqual([
      { keyword: 'x', path: [], message: 'Invalid value', limit: 1 },
    ])
  })

  it('names each missing and each unknown field, of TypeBox and of Ajv', () => {
    const strict = Type.Object({ a: Type.String(), b: Type.String() }, { additionalProperties: false })
    const check = new Ajv2020({ allErrors: true }).compile(JSON.parse(JSON.stringify(strict)))
    const paths = (errors: Parameters<typeof issuesFrom>[0]): unknown[] =>
      issuesFrom(errors)
        .filter(({ path }) => path?.length === 1)
        .map(({ path }) => path?.[0])
    for (const value of [{}, { a: '', b: '', x: 1, y: 2 }]) {
      check(value)
      const expected = 'x' in value ? ['x', 'y'] : ['a', 'b']
      expect(new Set(paths(check.errors ?? []))).toEqual(new Set(expected))
      expect(new Set(paths(Compile(strict).Errors(value)))).toEqual(new Set(expected))
    }
  })
})
