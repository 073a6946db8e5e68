import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import { Type } from 'typebox'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { describeSchema } from './describe-schema.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Direction } from './known-libraries.ts'
import { SchemaNotDescribable, SchemaNotStandard } from './schema-errors.ts'
import { schemaFrom } from './schema-from.ts'
import type { Schema } from './schema.ts'

const dateTime = { type: 'string', format: 'date-time' }

function refusal(schema: unknown, direction: Direction = 'input'): SchemaNotDescribable | SchemaNotStandard {
  try {
    // The schemas of these tests are wrong on purpose.
    describeSchema(schema as Schema, direction)
  } catch (error) {
    if (error instanceof SchemaNotDescribable || error instanceof SchemaNotStandard) return error
    throw error
  }
  throw new Error('it was described')
}

describe('describeSchema()', () => {
  it('describes both sides of a schema', () => {
    const Item = z.object({ id: z.int(), limit: z.int().default(1) })
    const properties = { id: { type: 'integer' }, limit: { type: 'integer', default: 1 } }
    expect(describeSchema(Item, 'input')).toEqual({ type: 'object', properties, required: ['id'] })
    expect(describeSchema(Item, 'output')).toEqual({
      type: 'object',
      properties,
      required: ['id', 'limit'],
      additionalProperties: false,
    })
  })

  it('asks for draft 2020-12', () => {
    const targets: string[] = []
    const answer = ({ target }: { target: string }): Record<string, unknown> => {
      targets.push(target)
      return { type: 'string' }
    }
    const schema: Schema = {
      '~standard': {
        version: 1,
        vendor: 'mine',
        validate: (value) => ({ value }),
        jsonSchema: { input: answer, output: answer },
      },
    }
    describeSchema(schema, 'input')
    describeSchema(schema, 'output')
    expect(targets).toEqual(['draft-2020-12', 'draft-2020-12'])
  })

  it('asks the library once for each side of a schema, and leaves what it keeps alone', () => {
    const json = { type: 'object', properties: { a: { type: 'string' } } }
    const schema = schemaFrom({ jsonSchema: json, validate: (value) => ({ value }) })
    expect(describeSchema(schema, 'input')).toBe(describeSchema(schema, 'input'))
    expect(describeSchema(schema, 'input').properties).not.toBe(json.properties)
  })

  it('describes the side that is sent of what transforms', () => {
    expect(describeSchema(z.string().transform(Number), 'input')).toEqual({ type: 'string' })
    expect(describeSchema(toStandardJsonSchema(v.pipe(v.string(), v.transform(Number))), 'input')).toEqual({
      type: 'string',
    })
    expect(describeSchema(type('string').pipe(Number), 'input')).toEqual({ type: 'string' })
  })

  it('takes a schema of zod/mini through z.toJSONSchema', () => {
    const schema = mini.toJSONSchema(mini.object({ a: mini.string() }))
    // The object also is a Standard Schema, which its type does not tell.
    expect(describeSchema(schema as unknown as Schema, 'input').properties).toEqual({ a: { type: 'string' } })
  })
})

describe('describeSchema() of dates', () => {
  it.each<[string, Schema]>([
    ['zod', z.object({ at: z.date(), codec: z.codec(z.iso.datetime(), z.date(), codec) })],
    [
      'valibot',
      toStandardJsonSchema(v.object({ at: v.date(), codec: v.pipe(v.string(), v.toDate(), v.date()) })),
    ],
    ['arktype', type({ at: 'Date', codec: 'string.date.parse' })],
  ])('describes the Date that leaves as the text that it becomes (%s)', (_library, schema) => {
    expect(describeSchema(schema, 'output').properties).toEqual({ at: dateTime, codec: dateTime })
  })

  it('describes the codec of a date as text on the way in', () => {
    const schema = z.codec(z.iso.datetime(), z.date(), codec)
    expect(describeSchema(schema, 'input')).toMatchObject({ type: 'string', format: 'date-time' })
  })

  it('describes arrays, unions and bounds of dates that leave', () => {
    expect(describeSchema(z.array(z.date().nullable()), 'output').items).toEqual({
      anyOf: [dateTime, { type: 'null' }],
    })
    expect(describeSchema(type('Date > d"2020-01-01"'), 'output')).toEqual(dateTime)
  })

  it.each<[string, Schema, string]>([
    ['zod', z.object({ at: z.date() }), 'use z.iso.datetime(), or a codec from it to z.date()'],
    ['zod', z.coerce.date(), 'use z.iso.datetime()'],
    ['valibot', toStandardJsonSchema(v.object({ at: v.date() })), 'use v.pipe(v.string(), v.isoTimestamp())'],
    ['arktype', type({ at: 'Date' }), "use 'string.date.iso'"],
  ])('refuses a Date as an input, since JSON is never coerced (%s)', (_library, schema, remedy) => {
    const error = refusal(schema)
    expect(error).toBeInstanceOf(SchemaNotDescribable)
    expect(error.remedy).toContain(remedy)
  })
})

const codec = { decode: (text: string) => new Date(text), encode: (date: Date) => date.toISOString() }

describe('describeSchema() of what JSON Schema cannot express', () => {
  it.each<[string, Schema]>([
    ['BigInt', z.bigint()],
    ['Map', z.map(z.string(), z.string())],
    ['Set', z.set(z.string())],
    ['Undefined', z.union([z.string(), z.undefined()])],
    ['Void', z.void()],
    ['Custom types', z.instanceof(URL)],
    ['Transforms', z.string().transform(Number)],
    ['bigint', toStandardJsonSchema(v.bigint())],
    ['map', toStandardJsonSchema(v.map(v.string(), v.string()))],
    ['transform', toStandardJsonSchema(v.pipe(v.string(), v.transform(Number)))],
    ['bigint', type('bigint')],
    ['symbol', type({ a: 'symbol' })],
    ['Map', type({ a: 'Map' })],
    ['undefined', type({ a: 'string | undefined' })],
    ['URL', type.instanceOf(URL)],
    ['the result of a function', type('string').pipe(Number)],
    ["the result of a function cannot be represented in JSON Schema (field 'size')", type({ size: sized() })],
    ['the result of a function', type({ size: sized() }).array()],
    [
      'bigint',
      schemaFrom({ jsonSchema: Type.Object({ a: Type.BigInt() }), validate: (value) => ({ value }) }),
    ],
  ])('refuses %s, and says why', (reason, schema) => {
    const error = refusal(schema, 'output')
    expect(error).toBeInstanceOf(SchemaNotDescribable)
    expect(error.message).toContain(reason)
    expect(error.message).toBe(error.reason)
    expect(error.message).not.toMatch(/\.$/)
    expect(error.remedy).not.toBe('')
  })

  it('says where in the schema it is, if the library tells', () => {
    expect(refusal(z.object({ a: z.object({ b: z.bigint() }) })).message).toContain(
      '(at /properties/a/properties/b)',
    )
  })

  it('describes what may be anything as anything', () => {
    expect(describeSchema(z.object({ a: z.unknown() }), 'output').properties).toEqual({ a: {} })
    expect(describeSchema(type({ a: 'unknown' }), 'output').properties).toEqual({ a: {} })
  })

  it('refuses a reference that leads nowhere', () => {
    const error = refusal(
      schemaFrom({ jsonSchema: { items: { $ref: '#/$defs/Cat' } }, validate: (value) => ({ value }) }),
    )
    expect(error.message).toBe("the reference '#/$defs/Cat' leads nowhere")
  })

  const toItself = { $ref: '#/$defs/A' }
  it.each<[string, JsonSchema, string]>([
    ['to itself', { ...toItself, $defs: { A: toItself } }, '#/$defs/A'],
    ['to the whole, which is only that reference', { $ref: '#' }, '#'],
    [
      'to another, which leads back',
      { ...toItself, $defs: { A: { $ref: '#/$defs/B' }, B: toItself } },
      '#/$defs/A',
    ],
    [
      'to itself, with words beside it',
      { ...toItself, $defs: { A: { ...toItself, type: 'object' } } },
      '#/$defs/A',
    ],
    ['to itself, in a field', { properties: { a: toItself }, $defs: { A: toItself } }, '#/$defs/A'],
  ])('refuses a reference that leads only %s', (_where, jsonSchema, reference) => {
    const error = refusal(schemaFrom({ jsonSchema, validate: (value) => ({ value }) }))
    expect(error).toMatchObject({
      message: `the reference '${reference}' leads only back to itself`,
      remedy: 'let what it names say what a value is: its type, its properties, its alternatives',
    })
  })

  it('describes what refers to itself by a field or an alternative', () => {
    const list: JsonSchema = { anyOf: [{ type: 'null' }, { properties: { next: { $ref: '#' } } }] }
    expect(
      describeSchema(schemaFrom({ jsonSchema: list, validate: (value) => ({ value }) }), 'input'),
    ).toEqual(list)
  })

  it('keeps what the library threw as the cause', () => {
    const thrown = new Error('No.')
    const schema = answering(() => {
      throw thrown
    })
    expect(refusal(schema)).toMatchObject({ message: 'No', cause: thrown })
    const odd = answering(() => {
      // A library may throw anything.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw 'no'
    })
    expect(refusal(odd).message).toBe('no')
  })

  it.each([undefined, null, true, 'string', []])('refuses %j for an answer', (answer) => {
    expect(refusal(answering(() => answer)).message).toBe('mine answered no JSON Schema')
  })
})

function sized(): Schema {
  return type('string').pipe((text) => ({ length: text.length }))
}

function answering(answer: () => unknown): unknown {
  return {
    '~standard': {
      version: 1,
      vendor: 'mine',
      validate: Boolean,
      jsonSchema: { input: answer, output: answer },
    },
  }
}

describe('describeSchema() of valibot', () => {
  it('leaves out checks that have no keyword, as other libraries do', () => {
    const schema = v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1),
      v.check(() => true),
      v.brand('Name'),
    )
    for (const direction of ['input', 'output'] as const) {
      expect(describeSchema(toStandardJsonSchema(schema), direction)).toEqual({
        type: 'string',
        minLength: 1,
      })
    }
  })

  it('leaves out a pattern that means something else without its flags', () => {
    const describe = (expression: RegExp): unknown =>
      describeSchema(toStandardJsonSchema(v.pipe(v.string(), v.regex(expression))), 'input')
    expect(describe(/^a$/i)).toEqual({ type: 'string' })
    expect(describe(/^a$/u)).toEqual({ type: 'string', pattern: '^a$' })
  })

  it('says that a loose object keeps other fields', () => {
    expect(describeSchema(toStandardJsonSchema(v.looseObject({})), 'output').additionalProperties).toEqual({})
    expect(describeSchema(toStandardJsonSchema(v.object({})), 'output').additionalProperties).toBeUndefined()
  })
})

describe('describeSchema() of no schema', () => {
  it.each([
    [undefined, "undefined is no schema: it has no '~standard'"],
    [null, "null is no schema: it has no '~standard'"],
    ['string', "string is no schema: it has no '~standard'"],
    [{}, "object is no schema: it has no '~standard'"],
    [{ '~standard': 1 }, "object is no schema: it has no '~standard'"],
    [Type.String(), 'a TypeBox type does not implement Standard Schema'],
    [mini.string(), 'this schema of zod validates but does not describe itself'],
    [v.string(), 'this schema of valibot validates but does not describe itself'],
    [{ '~standard': { vendor: 'yup' } }, 'this schema of yup validates but does not describe itself'],
    [{ '~standard': {} }, 'this schema of its library validates but does not describe itself'],
  ])('refuses %s', (value, reason) => {
    const error = refusal(value)
    expect(error).toBeInstanceOf(SchemaNotStandard)
    expect(error.message).toContain(reason)
  })

  it('tells how each library is made to describe its schemas', () => {
    expect(refusal(Type.String()).remedy).toContain('schemaFrom({ jsonSchema: type, validate })')
    expect(refusal(mini.string()).remedy).toContain('z.toJSONSchema(schema)')
    expect(refusal(v.string()).remedy).toContain('toStandardJsonSchema(schema)')
    expect(refusal({ '~standard': { vendor: 'yup' } }).remedy).toContain(
      'schemaFrom({ jsonSchema, validate })',
    )
  })
})
