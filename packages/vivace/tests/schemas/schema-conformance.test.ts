import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import {
  compileMirror,
  compileTextDecoder,
  compileUnknownFields,
  describeSchema,
  failuresOf,
  SchemaNotDescribable,
  UNDECODABLE,
  validate,
} from '../../src/schema/index.ts'
import { libraries, type Library, type SameSchemas } from './libraries.ts'

type Name = keyof SameSchemas

/** Where a library does otherwise, what it does, and why that is left so. */
interface Difference {
  readonly library: Library['name']
  readonly reason: string
  readonly expected: unknown
}

interface Case {
  readonly schema: Name
  readonly given: unknown
  readonly expected: unknown
  readonly differences?: readonly Difference[]
}

function expectedOf({ expected, differences = [] }: Case, library: Library): unknown {
  const difference = differences.find((other) => other.library === library.name)
  return difference === undefined ? expected : difference.expected
}

const fields = (count: number): unknown => ({
  name: 'a',
  children: Array.from({ length: count }, () => ({ name: 'b', children: [] })),
})

const accepted: readonly Case[] = [
  { schema: 'boundedInteger', given: 1, expected: 1 },
  { schema: 'boundedInteger', given: 100, expected: 100 },
  { schema: 'fraction', given: 0.5, expected: 0.5 },
  { schema: 'multiple', given: -10, expected: -10 },
  { schema: 'boolean', given: false, expected: false },
  { schema: 'word', given: 'abc', expected: 'abc' },
  { schema: 'color', given: 'green', expected: 'green' },
  { schema: 'rank', given: 2, expected: 2 },
  { schema: 'integers', given: [1, 2, 3], expected: [1, 2, 3] },
  { schema: 'integerOrText', given: 'x', expected: 'x' },
  { schema: 'integerOrText', given: 5, expected: 5 },
  { schema: 'integerOrNull', given: null, expected: null },
  { schema: 'dateTime', given: '2026-11-21T09:00:00Z', expected: '2026-11-21T09:00:00Z' },
  { schema: 'pet', given: { kind: 'dog', barks: true }, expected: { kind: 'dog', barks: true } },
  {
    schema: 'person',
    given: { name: 'a', address: { city: 'b' } },
    expected: { name: 'a', address: { city: 'b' } },
  },
  { schema: 'tree', given: fields(2), expected: fields(2) },
  { schema: 'page', given: { limit: 5, q: 'x' }, expected: { limit: 5, q: 'x' } },
  { schema: 'page', given: {}, expected: { limit: 10 } },
  { schema: 'scores', given: { a: 1 }, expected: { a: 1 } },
  { schema: 'point', given: [1, 2.5], expected: [1, 2.5] },
  { schema: 'strict', given: { id: 1 }, expected: { id: 1 } },
  { schema: 'loose', given: { id: 1, x: { y: 2 } }, expected: { id: 1, x: { y: 2 } } },
]

// Each failure as `pointer code limit`, in the order of the alphabet: arktype tells them in that order.
const failing: readonly Case[] = [
  { schema: 'boundedInteger', given: 0, expected: ['/ minimum 1'] },
  { schema: 'boundedInteger', given: 101, expected: ['/ maximum 100'] },
  { schema: 'boundedInteger', given: '5', expected: ['/ type "integer"'] },
  { schema: 'boundedInteger', given: 1.5, expected: ['/ type "integer"'] },
  { schema: 'boundedInteger', given: null, expected: ['/ type "integer"'] },
  { schema: 'boundedInteger', given: undefined, expected: ['/ missing'] },
  { schema: 'fraction', given: 0, expected: ['/ exclusiveMinimum 0'] },
  { schema: 'fraction', given: 1, expected: ['/ exclusiveMaximum 1'] },
  { schema: 'multiple', given: 3, expected: ['/ multipleOf 5'] },
  { schema: 'boolean', given: 'true', expected: ['/ type "boolean"'] },
  { schema: 'word', given: 'a', expected: ['/ minLength 2'] },
  { schema: 'word', given: 'abcdef', expected: ['/ maxLength 5'] },
  { schema: 'word', given: 'A', expected: ['/ minLength 2', '/ pattern "^[a-z]*$"'] },
  { schema: 'word', given: 5, expected: ['/ type "string"'] },
  { schema: 'color', given: 'pink', expected: ['/ enum ["blue","green","red"]'] },
  { schema: 'color', given: 5, expected: ['/ enum ["blue","green","red"]'] },
  { schema: 'rank', given: '1', expected: ['/ enum [1,2]'] },
  { schema: 'integers', given: [], expected: ['/ minItems 1'] },
  { schema: 'integers', given: [1, 2, 3, 4], expected: ['/ maxItems 3'] },
  { schema: 'integers', given: [1, 'x', null], expected: ['/1 type "integer"', '/2 type "integer"'] },
  { schema: 'integers', given: 'no', expected: ['/ type "array"'] },
  { schema: 'integerOrText', given: true, expected: ['/ type ["integer","string"]'] },
  { schema: 'integerOrNull', given: 1.5, expected: ['/ type "integer"'] },
  {
    schema: 'dateTime',
    given: 'today',
    expected: ['/ format "date-time"'],
    differences: [
      {
        library: 'arktype',
        reason: "it describes 'string.date.iso' by its pattern, without a format",
        expected: [expect.stringMatching(/^\/ pattern /)],
      },
    ],
  },
  { schema: 'pet', given: { kind: 'cow' }, expected: ['/kind enum ["cat","dog"]'] },
  { schema: 'pet', given: {}, expected: ['/kind missing'] },
  { schema: 'pet', given: { kind: 'cat', lives: 'nine' }, expected: ['/lives type "integer"'] },
  { schema: 'pet', given: { kind: 'dog' }, expected: ['/barks missing'] },
  { schema: 'pet', given: 5, expected: ['/ type "object"'] },
  { schema: 'person', given: {}, expected: ['/address missing', '/name missing'] },
  {
    schema: 'person',
    given: { name: 1, address: null },
    expected: ['/address type "object"', '/name type "string"'],
  },
  { schema: 'person', given: { name: 'a', address: { city: '' } }, expected: ['/address/city minLength 1'] },
  {
    schema: 'tree',
    given: { name: 'a', children: [{ name: 1, children: [] }] },
    expected: ['/children/0/name type "string"'],
  },
  { schema: 'page', given: { limit: '5' }, expected: ['/limit type "integer"'] },
  { schema: 'scores', given: { a: 'x' }, expected: ['/a type "integer"'] },
  {
    schema: 'point',
    given: [1],
    expected: ['/ minItems 2'],
    differences: [
      { library: 'valibot', reason: 'it names the item that is missing', expected: ['/1 missing'] },
      {
        library: 'typebox',
        reason: 'Value.Default, which the adapter calls, makes the item that is missing undefined',
        expected: ['/1 missing'],
      },
    ],
  },
  {
    schema: 'point',
    given: [1, 2, 3],
    expected: ['/ maxItems 2'],
    differences: [{ library: 'valibot', reason: 'its tuple() drops further items', expected: 'accepted' }],
  },
  {
    schema: 'strict',
    given: { id: 1, x: 1, y: 2 },
    expected: ['/x additionalProperties false', '/y additionalProperties false'],
    differences: [
      {
        library: 'valibot',
        reason: 'it tells the first unknown field alone',
        expected: ['/x additionalProperties false'],
      },
    ],
  },
  { schema: 'strict', given: {}, expected: ['/id missing'] },
  { schema: 'loose', given: { id: 'x' }, expected: ['/id type "integer"'] },
]

const texts: readonly Case[] = [
  { schema: 'boundedInteger', given: ['5'], expected: 5 },
  { schema: 'boundedInteger', given: ['5.5'], expected: UNDECODABLE },
  { schema: 'fraction', given: ['0.5'], expected: 0.5 },
  { schema: 'boolean', given: ['on'], expected: true },
  { schema: 'word', given: ['12'], expected: '12' },
  { schema: 'color', given: ['red'], expected: 'red' },
  { schema: 'color', given: ['pink'], expected: 'pink' },
  { schema: 'rank', given: ['2'], expected: 2 },
  { schema: 'rank', given: ['3'], expected: 3 },
  { schema: 'rank', given: ['x'], expected: UNDECODABLE },
  { schema: 'integers', given: ['1', 'x'], expected: [1, 'x'] },
  { schema: 'integerOrText', given: ['x'], expected: 'x' },
  {
    schema: 'integerOrText',
    given: ['3'],
    expected: 3,
    differences: [
      {
        library: 'arktype',
        reason: 'it describes the branches of a union in an order of its own',
        expected: '3',
      },
    ],
  },
  { schema: 'integerOrNull', given: ['3'], expected: 3 },
  { schema: 'dateTime', given: ['2026-11-21T09:00:00Z'], expected: '2026-11-21T09:00:00Z' },
  { schema: 'point', given: ['1', '2.5'], expected: [1, 2.5] },
]

const leaky: readonly Case[] = [
  {
    schema: 'person',
    given: { name: 'a', x: 1, address: { city: 'b', x: 1 } },
    expected: { name: 'a', address: { city: 'b' } },
  },
  {
    schema: 'tree',
    given: { name: 'a', x: 1, children: [{ name: 'b', children: [], x: 1 }] },
    expected: { name: 'a', children: [{ name: 'b', children: [] }] },
  },
  { schema: 'pet', given: { kind: 'cat', lives: 9, barks: true }, expected: { kind: 'cat', lives: 9 } },
  { schema: 'page', given: { limit: 1, x: 1 }, expected: { limit: 1 } },
  { schema: 'strict', given: { id: 1, x: 1 }, expected: { id: 1 } },
  { schema: 'loose', given: { id: 1, x: { y: 1 } }, expected: { id: 1, x: { y: 1 } } },
  { schema: 'scores', given: { a: 1, b: 2 }, expected: { a: 1, b: 2 } },
]

const named = ({ schema, given }: Case): string => `${schema} ${JSON.stringify(given) ?? 'undefined'}`

describe.each(libraries)('schemas of $name', (library) => {
  const { schemas } = library

  it.each(accepted.map((each) => [named(each), each] as const))('accept %s', (_name, each) => {
    const verdict = validate(schemas[each.schema], each.given)
    expect(verdict).toMatchObject({ value: expectedOf(each, library) })
  })

  it.each(failing.map((each) => [named(each), each] as const))(
    'tell what is wrong with %s',
    (_name, each) => {
      expect(failuresBy(library, each)).toEqual(expectedOf(each, library))
    },
  )

  it.each(texts.map((each) => [named(each), each] as const))(
    'are decoded from the texts of %s',
    (_name, each) => {
      const decoding = compileTextDecoder(describeSchema(schemas[each.schema], 'input'))
      // The texts of these cases are lists of text.
      expect(decoding.decodeAll(each.given as string[])).toEqual(expectedOf(each, library))
    },
  )

  it.each(leaky.map((each) => [named(each), each] as const))(
    'let leave what they declare of %s',
    (_name, each) => {
      const mirror = compileMirror(describeSchema(schemas[each.schema], 'output'))
      const expected = expectedOf(each, library)
      expect(mirror === undefined ? each.given : mirror(each.given)).toEqual(expected)
      const unknown = compileUnknownFields(describeSchema(schemas[each.schema], 'input'))
      expect(unknown(each.given).length > 0).toBe(JSON.stringify(each.given) !== JSON.stringify(expected))
    },
  )

  it('are described by a JSON Schema that accepts what they accept, and refuses what they refuse', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    for (const each of [...accepted, ...failing]) {
      if (each.given === undefined) continue
      const check = ajv.compile(describeSchema(schemas[each.schema], 'input'))
      const verdict = validate(schemas[each.schema], each.given)
      const isAccepted = !('issues' in verdict) || verdict.issues === undefined
      expect([named(each), check(each.given)]).toEqual([named(each), isAccepted])
    }
  })

  it('are described the same each time, whatever else has been described', () => {
    const before = JSON.stringify(Object.values(schemas).map((schema) => describeSchema(schema, 'output')))
    expect(JSON.stringify(Object.values(schemas).map((schema) => describeSchema(schema, 'output')))).toBe(
      before,
    )
    expect(before).not.toContain('$schema')
    expect(before).not.toContain('9007199254740991')
  })

  it('of a Date leave as text and cannot be sent', () => {
    if (library.date === undefined) return
    expect(describeSchema(library.date, 'output')).toEqual({ type: 'string', format: 'date-time' })
    const { date } = library
    expect(() => describeSchema(date, 'input')).toThrow(SchemaNotDescribable)
  })

  it('of a bigint are refused', () => {
    const { bigint } = library
    if (bigint === undefined) return
    for (const direction of ['input', 'output'] as const) {
      expect(() => describeSchema(bigint, direction)).toThrow(SchemaNotDescribable)
    }
  })
})

function failuresBy(library: Library, { schema, given }: Case): unknown {
  const verdict = validate(library.schemas[schema], given)
  if (verdict instanceof Promise) throw new Error('none of these schemas is asynchronous')
  if (verdict.issues === undefined) return 'accepted'
  const json = describeSchema(library.schemas[schema], 'input')
  return failuresOf({ issues: verdict.issues, place: 'body', prefix: [], json, value: given })
    .map(({ path, code, limit }) => {
      const demanded: unknown = Array.isArray(limit) ? [...limit].sort() : limit
      return `/${path.join('/')} ${code}${demanded === undefined ? '' : ` ${JSON.stringify(demanded)}`}`
    })
    .sort()
}
