import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Failure } from '../errors/index.ts'
import { describeSchema } from './describe-schema.ts'
import { failuresOf } from './failures.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Issue, Schema } from './schema.ts'

function failures(schema: Schema, value: unknown, prefix: readonly (string | number)[] = []): Failure[] {
  const verdict = schema['~standard'].validate(value)
  if (verdict instanceof Promise || verdict.issues === undefined) throw new Error('the value was accepted')
  return failuresOf({
    issues: verdict.issues,
    place: 'body',
    prefix,
    json: describeSchema(schema, 'input'),
    value,
  })
}

const codes = (schema: Schema, value: unknown): readonly string[] =>
  failures(schema, value).map(({ path, code }) => `/${path.join('/')} ${code}`)

/** What would be said of an issue of a library that says nothing but where it is. */
function diagnosed(
  json: JsonSchema,
  value: unknown,
  ...path: (string | number)[]
): Omit<Failure, 'in' | 'message'>[] {
  return failuresOf({ issues: [{ message: 'no', path }], place: 'body', prefix: [], json, value }).map(
    ({ in: _in, message: _message, ...rest }) => rest,
  )
}

describe('failuresOf()', () => {
  it('tells place, path, message, code, limit and input', () => {
    expect(failures(z.object({ age: z.int().min(18) }), { age: 7 }, ['user'])).toEqual([
      {
        in: 'body',
        path: ['user', 'age'],
        message: 'Too small: expected number to be >=18',
        code: 'minimum',
        limit: 18,
        input: 7,
      },
    ])
  })

  it('tells every issue', () => {
    const schema = z.object({ a: z.int(), b: z.array(z.string().min(2)), c: z.boolean() })
    expect(codes(schema, { a: 'x', b: ['ok', 'x', 5] })).toEqual([
      '/a type',
      '/b/1 minLength',
      '/b/2 type',
      '/c missing',
    ])
  })

  it('tells two faults of one value apart by what the library says of each', () => {
    const schema = z.string().regex(/^a/).min(3)
    const messages = failures(schema, 'b').map(({ code, message }) => [code, message])
    expect(messages).toEqual([
      ['pattern', 'Invalid string: must match pattern /^a/'],
      ['minLength', 'Too small: expected string to have >=3 characters'],
    ])
  })

  it('reads path segments that are objects, and symbols', () => {
    const path = [{ key: 'list' }, { key: 0 }, Symbol('s')]
    const found = failuresOf({
      issues: [{ message: 'no', path }],
      place: 'body',
      prefix: [],
      json: {},
      value: { list: [{}] },
    })
    expect(found[0]?.path).toEqual(['list', 0, 'Symbol(s)'])
  })

  it('reads an index that is text as a number, and a name that is digits as a name', () => {
    expect(diagnosed({ type: 'array', items: { type: 'string' } }, [1], '0')).toEqual([
      { path: [0], code: 'type', limit: 'string', input: 1 },
    ])
    expect(diagnosed({ properties: { 0: { type: 'string' } } }, { 0: 1 }, '0')[0]?.path).toEqual(['0'])
  })

  it('reads paths of a library that makes its own arrays', () => {
    expect(codes(type('number'), 'x')).toEqual(['/ type'])
    expect(codes(type({ a: 'number[]' }), { a: [1, 'x'] })).toEqual(['/a/1 type'])
  })

  it('stops after a thousand issues', () => {
    expect(
      codes(
        z.array(z.string()),
        Array.from({ length: 5_000 }, () => 1),
      ),
    ).toHaveLength(1_000)
  })

  it('finds references of a part in the root', () => {
    const root: JsonSchema = { $defs: { Age: { minimum: 18 } } }
    const json: JsonSchema = { $ref: '#/$defs/Age' }
    const [failure] = failuresOf({
      issues: [{ message: 'no' }],
      place: 'query',
      prefix: ['age'],
      json,
      root,
      value: 7,
    })
    expect(failure).toMatchObject({ in: 'query', path: ['age'], code: 'minimum', limit: 18 })
  })
})

describe('failuresOf() of what is missing or unknown', () => {
  it('says missing of a required value that is not there, and shows what it is missing in', () => {
    expect(diagnosed({ type: 'object', required: ['a'] }, {}, 'a')).toEqual([
      { path: ['a'], code: 'missing', input: {} },
    ])
    expect(diagnosed({ required: ['a'], properties: { a: {} } }, { a: undefined }, 'a')[0]?.code).toBe(
      'missing',
    )
    expect(diagnosed({ type: 'string' }, undefined)).toEqual([
      { path: [], code: 'missing', input: undefined },
    ])
    expect(diagnosed({ prefixItems: [{}, {}] }, [1], 1)).toEqual([{ path: [1], code: 'missing', input: [1] }])
  })

  it('does not say missing of an optional value that a check of the whole names', () => {
    const schema = z
      .object({ password: z.string(), again: z.string().optional() })
      .refine(({ password, again }) => password === again, { path: ['again'] })
    expect(codes(schema, { password: 'x' })).toEqual(['/again custom'])
  })

  it('says the same of it whatever library judged', () => {
    const found = [z.object({ a: z.int() }), type({ a: 'number.integer' })].map((schema) =>
      failures(schema, {}),
    )
    expect(found[0]).toEqual([
      { in: 'body', path: ['a'], message: 'Field required', code: 'missing', input: {} },
    ])
    expect(found[1]).toEqual(found[0])
  })

  it('blames the name of a member that may not have it', () => {
    expect(codes(z.record(z.string().min(2), z.int()), { a: 1, bc: 2 })).toEqual(['/a propertyNames'])
    const known = z.partialRecord(z.enum(['a', 'b']), z.int())
    expect(codes(known, { a: 1, c: 2, d: 3 })).toEqual(['/c propertyNames', '/d propertyNames'])
    expect(codes(z.record(z.string().min(2), z.int()), { bc: 'x' })).toEqual(['/bc type'])
  })

  it('names each field that a strict schema does not know', () => {
    const unknown = failures(z.strictObject({ a: z.int() }), { a: 1, b: 2, c: 3 })
    expect(unknown.map(({ path, code, input }) => [path, code, input])).toEqual([
      [['b'], 'additionalProperties', 2],
      [['c'], 'additionalProperties', 3],
    ])
    expect(diagnosed({ additionalProperties: false }, { b: 2 }, 'b')).toEqual([
      { path: ['b'], code: 'additionalProperties', limit: false, input: 2 },
    ])
  })
})

describe('failuresOf() of unions', () => {
  const cat: JsonSchema = {
    type: 'object',
    properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
    required: ['kind'],
  }
  const dog: JsonSchema = {
    type: 'object',
    properties: { kind: { const: 'dog' } },
    required: ['kind', 'barks'],
  }
  const pet: JsonSchema = { anyOf: [cat, dog] }

  it.each<[string, JsonSchema, unknown, object]>([
    [
      'no branch is of the type',
      { anyOf: [{ type: 'integer' }, { type: 'string' }] },
      true,
      { code: 'type', limit: ['integer', 'string'] },
    ],
    [
      'one branch is of the type',
      { anyOf: [{ minimum: 1, type: 'integer' }, { type: 'string' }] },
      0,
      { code: 'minimum', limit: 1 },
    ],
    [
      'it is one type or null',
      { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      'x',
      { code: 'type', limit: 'integer' },
    ],
    [
      'it is one listed value or null',
      { anyOf: [{ enum: ['a'] }, { type: 'null' }] },
      'x',
      { code: 'enum', limit: ['a'] },
    ],
    [
      'it lists values',
      { anyOf: [{ const: 'a' }, { enum: ['b', 'c'] }] },
      'x',
      { code: 'enum', limit: ['a', 'b', 'c'] },
    ],
    [
      'several branches could be meant',
      {
        anyOf: [
          { type: 'string', pattern: '^a' },
          { type: 'string', minLength: 5 },
        ],
      },
      'b',
      { code: 'pattern', limit: '^a' },
    ],
    [
      'it is a listed value or a type',
      { anyOf: [{ const: 'auto' }, { type: 'integer' }] },
      'x',
      { code: 'anyOf', limit: undefined },
    ],
    [
      'a listed value has no type either',
      { anyOf: [{ const: 'auto' }, { type: 'integer' }] },
      true,
      { code: 'type', limit: ['string', 'integer'] },
    ],
    [
      'there are unions within it',
      { anyOf: [{ anyOf: [{ type: 'integer' }, { type: 'boolean' }] }, { type: 'string', minLength: 2 }] },
      'x',
      { code: 'minLength', limit: 2 },
    ],
    [
      'objects lack what tells them apart',
      {
        anyOf: [
          { type: 'object', required: ['a'] },
          { type: 'object', required: ['b'] },
        ],
      },
      {},
      { code: 'anyOf' },
    ],
    [
      'the one branch of its type is broken inside',
      { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }] },
      [1],
      { code: 'anyOf' },
    ],
    [
      'the branch that the discriminator names is broken inside',
      pet,
      { kind: 'cat', lives: 'x' },
      { code: 'anyOf' },
    ],
  ])('where %s', (...[, json, value, expected]) => {
    expect(diagnosed(json, value)).toEqual([{ path: [], limit: undefined, ...expected, input: value }])
  })

  it('blames the field that tells the branches apart', () => {
    const limit = ['cat', 'dog']
    expect(diagnosed(pet, { kind: 'cow' })).toEqual([{ path: ['kind'], code: 'enum', limit, input: 'cow' }])
    expect(diagnosed(pet, { kind: 'cow' }, 'kind')).toEqual([
      { path: ['kind'], code: 'enum', limit, input: 'cow' },
    ])
    expect(diagnosed(pet, {})).toEqual([{ path: ['kind'], code: 'missing', input: {} }])
    expect(diagnosed(pet, {}, 'kind')).toEqual([{ path: ['kind'], code: 'missing', input: {} }])
  })

  it('looks inside the branch that the value belongs to', () => {
    expect(diagnosed(pet, { kind: 'cat', lives: 'x' }, 'lives')).toEqual([
      { path: ['lives'], code: 'type', limit: 'integer', input: 'x' },
    ])
    expect(diagnosed(pet, { kind: 'dog' }, 'barks')).toEqual([
      { path: ['barks'], code: 'missing', input: { kind: 'dog' } },
    ])
    const closed: JsonSchema = { anyOf: [{ ...cat, additionalProperties: false }, dog] }
    expect(diagnosed(closed, { kind: 'cat', x: 1 })).toEqual([
      { path: ['x'], code: 'additionalProperties', limit: false, input: 1 },
    ])
  })

  it('has no word of its own for the inside of a value of no branch', () => {
    expect(diagnosed(pet, { kind: 'cow', lives: 'x' }, 'lives')).toEqual([
      { path: ['lives'], code: 'invalid', input: 'x' },
    ])
    expect(diagnosed(pet, { kind: 'cow', a: { b: 1 } }, 'a', 'b')[0]?.code).toBe('invalid')
    expect(diagnosed({ anyOf: [pet, { type: 'null' }] }, null)[0]?.code).toBe('invalid')
  })

  it('blames the value that is no object, not the fields that it lacks', () => {
    expect(diagnosed(pet, 5, 'kind')).toEqual([{ path: [], code: 'type', limit: 'object', input: 5 }])
  })
})

describe('failuresOf() of what no keyword says', () => {
  it.each<[string, Schema]>([
    ['custom', z.string().refine(() => false)],
    [
      'check',
      toStandardJsonSchema(
        v.pipe(
          v.string(),
          v.check(() => false),
        ),
      ),
    ],
    ['predicate', type('string').narrow(() => false)],
    ['invalid_type', z.string().transform(Number).pipe(z.int())],
  ])('uses the word of the library: %s', (code, schema) => {
    expect(codes(schema, 'x')).toEqual([`/ ${code}`])
  })

  it('uses the first of code, type, keyword and kind, or invalid', () => {
    const code = (own: object): string | undefined => {
      const issues: Issue[] = [{ message: 'no', ...own }]
      return failuresOf({ issues, place: 'body', prefix: [], json: {}, value: 1 })[0]?.code
    }
    expect(code({ kind: 'k', type: 't', code: 'c' })).toBe('c')
    expect(code({ kind: 'k', type: 't', code: 5 })).toBe('t')
    expect(code({ kind: 'k', keyword: 'w' })).toBe('w')
    expect(code({ kind: 'k' })).toBe('k')
    expect(code({})).toBe('invalid')
  })

  it('does not blame a keyword that holds for a refinement beside one that does not', () => {
    const schema = z
      .string()
      .min(3)
      .refine(() => false)
    expect(codes(schema, 'x')).toEqual(['/ minLength', '/ custom'])
  })

  it('blames what a library judges more strictly than JSON Schema', () => {
    expect(diagnosed({ type: 'string', maxLength: 1 }, '😀')).toEqual([
      { path: [], code: 'maxLength', limit: 1, input: '😀' },
    ])
    const cuid: JsonSchema = { type: 'string', format: 'cuid2' }
    expect(diagnosed(cuid, 'x')).toEqual([{ path: [], code: 'format', limit: 'cuid2', input: 'x' }])
  })
})

describe('failuresOf() of libraries that tell several faults at once', () => {
  it('tells the faults of one issue one by one', () => {
    const word = type('3 <= string <= 5').and(/^a/)
    expect(failures(word, 'b').map(({ code, message }) => [code, message])).toEqual([
      ['pattern', 'must be matched by ^a'],
      ['minLength', 'must be at least length 3'],
    ])
  })

  it('tells the fault of one branch, and not that the others are not meant', () => {
    const json: JsonSchema = {
      anyOf: [
        { type: 'string', const: 'a' },
        { type: 'string', const: 'b' },
      ],
    }
    const issues = [
      { keyword: 'const', message: 'must be a' },
      { keyword: 'const', message: 'must be b' },
      { keyword: 'anyOf', message: 'must match one' },
    ]
    const found = failuresOf({ issues, place: 'body', prefix: [], json, value: 'c' })
    expect(found.map(({ code, limit }) => [code, limit])).toEqual([['enum', ['a', 'b']]])
  })

  it('tells the failure of a library that cannot tell it', () => {
    const record = type({ '[string]': "'a' | 'b'" })
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      expect(failures(record, { [name]: 5 }).map(({ path, code, message }) => [path, code, message])).toEqual(
        [[[name], 'enum', 'Invalid value']],
      )
    }
  })

  it('tells one failure at least', () => {
    const issues = [
      { keyword: 'if', message: 'must match then' },
      { keyword: 'then', message: 'no' },
    ]
    const found = failuresOf({ issues, place: 'body', prefix: [], json: {}, value: 1 })
    expect(found.map(({ code }) => code)).toEqual(['if'])
  })
})
