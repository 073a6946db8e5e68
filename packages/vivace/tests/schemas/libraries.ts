import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { scope, type } from 'arktype'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import * as v from 'valibot'
import * as z from 'zod'
import { issuesFrom, type Schema, schemaFrom } from '../../src/schema/index.ts'

/** The schemas that every library writes in its own way. */
export interface SameSchemas {
  /** An integer from 1 to 100. */
  readonly boundedInteger: Schema
  /** A number above 0 and below 1. */
  readonly fraction: Schema
  /** A multiple of 5. */
  readonly multiple: Schema
  readonly boolean: Schema
  /** 2 to 5 lower-case letters. */
  readonly word: Schema
  /** 'red', 'green' or 'blue'. */
  readonly color: Schema
  /** 1 or 2. */
  readonly rank: Schema
  /** 1 to 3 integers. */
  readonly integers: Schema
  /** An integer, else text. */
  readonly integerOrText: Schema
  readonly integerOrNull: Schema
  /** A date and a time in UTC, as text. */
  readonly dateTime: Schema
  /** `{ kind: 'cat', lives }` or `{ kind: 'dog', barks }`. */
  readonly pet: Schema
  /** `{ name, address: { city, zip? } }`. */
  readonly person: Schema
  /** `{ name, children: this[] }`. */
  readonly tree: Schema
  /** `{ limit = 10, q? }`. */
  readonly page: Schema
  /** Text by name, of integers. */
  readonly scores: Schema
  /** `[x, y]`, numbers. */
  readonly point: Schema
  /** `{ id }` and nothing else. */
  readonly strict: Schema
  /** `{ id }` and whatever else. */
  readonly loose: Schema
}

/** A schema library that Vivace is tried with. */
export interface Library {
  readonly name: 'zod' | 'valibot' | 'arktype' | 'typebox'
  readonly schemas: SameSchemas
  /** A date as a `Date`, where the library has it. */
  readonly date?: Schema
  /** A value that JSON Schema cannot express, where the library has one. */
  readonly bigint?: Schema
}

interface Tree {
  readonly name: string
  readonly children: readonly Tree[]
}

const zodTree: z.ZodType<Tree, Tree> = z.object({
  name: z.string(),
  get children() {
    return z.array(zodTree)
  },
})

const zod: Library = {
  name: 'zod',
  schemas: {
    boundedInteger: z.int().min(1).max(100),
    fraction: z.number().gt(0).lt(1),
    multiple: z.number().multipleOf(5),
    boolean: z.boolean(),
    word: z
      .string()
      .min(2)
      .max(5)
      .regex(/^[a-z]*$/),
    color: z.enum(['red', 'green', 'blue']),
    rank: z.literal([1, 2]),
    integers: z.array(z.int()).min(1).max(3),
    integerOrText: z.union([z.int(), z.string()]),
    integerOrNull: z.int().nullable(),
    dateTime: z.iso.datetime(),
    pet: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('cat'), lives: z.int() }),
      z.object({ kind: z.literal('dog'), barks: z.boolean() }),
    ]),
    person: z.object({
      name: z.string(),
      address: z.object({ city: z.string().min(1), zip: z.string().optional() }),
    }),
    tree: zodTree,
    page: z.object({ limit: z.int().default(10), q: z.string().optional() }),
    scores: z.record(z.string(), z.int()),
    point: z.tuple([z.number(), z.number()]),
    strict: z.strictObject({ id: z.int() }),
    loose: z.looseObject({ id: z.int() }),
  },
  date: z.date(),
  bigint: z.bigint(),
}

const valibotTree: v.GenericSchema<Tree> = v.object({
  name: v.string(),
  children: v.array(v.lazy(() => valibotTree)),
})
const integer = v.pipe(v.number(), v.integer())
const described = toStandardJsonSchema

const valibot: Library = {
  name: 'valibot',
  schemas: {
    boundedInteger: described(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
    fraction: described(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
    multiple: described(v.pipe(v.number(), v.multipleOf(5))),
    boolean: described(v.boolean()),
    word: described(v.pipe(v.string(), v.minLength(2), v.maxLength(5), v.regex(/^[a-z]*$/))),
    color: described(v.picklist(['red', 'green', 'blue'])),
    rank: described(v.picklist([1, 2])),
    integers: described(v.pipe(v.array(integer), v.minLength(1), v.maxLength(3))),
    integerOrText: described(v.union([integer, v.string()])),
    integerOrNull: described(v.nullable(integer)),
    dateTime: described(v.pipe(v.string(), v.isoTimestamp())),
    pet: described(
      v.variant('kind', [
        v.object({ kind: v.literal('cat'), lives: integer }),
        v.object({ kind: v.literal('dog'), barks: v.boolean() }),
      ]),
    ),
    person: described(
      v.object({
        name: v.string(),
        address: v.object({ city: v.pipe(v.string(), v.minLength(1)), zip: v.optional(v.string()) }),
      }),
    ),
    tree: described(valibotTree),
    page: described(v.object({ limit: v.optional(integer, 10), q: v.optional(v.string()) })),
    scores: described(v.record(v.string(), integer)),
    point: described(v.tuple([v.number(), v.number()])),
    strict: described(v.strictObject({ id: integer })),
    loose: described(v.looseObject({ id: integer })),
  },
  date: described(v.date()),
  bigint: described(v.bigint()),
}

const arktype: Library = {
  name: 'arktype',
  schemas: {
    boundedInteger: type('1 <= number.integer <= 100'),
    fraction: type('0 < number < 1'),
    multiple: type('number % 5'),
    boolean: type('boolean'),
    word: type('2 <= string <= 5').and(/^[a-z]*$/),
    color: type("'red' | 'green' | 'blue'"),
    rank: type('1 | 2'),
    integers: type('1 <= number.integer[] <= 3'),
    integerOrText: type('number.integer | string'),
    integerOrNull: type('number.integer | null'),
    dateTime: type('string.date.iso'),
    pet: type({ kind: "'cat'", lives: 'number.integer' }).or({ kind: "'dog'", barks: 'boolean' }),
    person: type({ name: 'string', address: { city: 'string >= 1', 'zip?': 'string' } }),
    tree: scope({ Tree: { name: 'string', children: 'Tree[]' } }).export().Tree,
    page: type({ limit: 'number.integer = 10', 'q?': 'string' }),
    scores: type({ '[string]': 'number.integer' }),
    point: type(['number', 'number']),
    strict: type({ '+': 'reject', id: 'number.integer' }),
    loose: type({ '[string]': 'unknown', id: 'number.integer' }),
  },
  date: type('Date'),
  bigint: type('bigint'),
}

/** The adapter of schemaFrom's doc comment, with defaults. */
export function fromTypeBox<Declared extends TSchema>(declared: Declared): Schema<Static<Declared>> {
  const checker = Compile(declared)
  return schemaFrom<Static<Declared>>({
    jsonSchema: declared,
    validate: (given) => {
      const value: unknown = Value.Default(declared, Value.Clone(given))
      return checker.Check(value) ? { value } : { issues: issuesFrom(checker.Errors(value)) }
    },
  })
}

const typebox: Library = {
  name: 'typebox',
  schemas: {
    boundedInteger: fromTypeBox(Type.Integer({ minimum: 1, maximum: 100 })),
    fraction: fromTypeBox(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
    multiple: fromTypeBox(Type.Number({ multipleOf: 5 })),
    boolean: fromTypeBox(Type.Boolean()),
    word: fromTypeBox(Type.String({ minLength: 2, maxLength: 5, pattern: '^[a-z]*$' })),
    color: fromTypeBox(Type.Union([Type.Literal('red'), Type.Literal('green'), Type.Literal('blue')])),
    rank: fromTypeBox(Type.Union([Type.Literal(1), Type.Literal(2)])),
    integers: fromTypeBox(Type.Array(Type.Integer(), { minItems: 1, maxItems: 3 })),
    integerOrText: fromTypeBox(Type.Union([Type.Integer(), Type.String()])),
    integerOrNull: fromTypeBox(Type.Union([Type.Integer(), Type.Null()])),
    dateTime: fromTypeBox(Type.String({ format: 'date-time' })),
    pet: fromTypeBox(
      Type.Union([
        Type.Object({ kind: Type.Literal('cat'), lives: Type.Integer() }),
        Type.Object({ kind: Type.Literal('dog'), barks: Type.Boolean() }),
      ]),
    ),
    person: fromTypeBox(
      Type.Object({
        name: Type.String(),
        address: Type.Object({ city: Type.String({ minLength: 1 }), zip: Type.Optional(Type.String()) }),
      }),
    ),
    tree: fromTypeBox(
      Type.Cyclic(
        { Tree: Type.Object({ name: Type.String(), children: Type.Array(Type.Ref('Tree')) }) },
        'Tree',
      ),
    ),
    page: fromTypeBox(
      Type.Object({ limit: Type.Optional(Type.Integer({ default: 10 })), q: Type.Optional(Type.String()) }),
    ),
    scores: fromTypeBox(Type.Record(Type.String(), Type.Integer())),
    point: fromTypeBox(Type.Tuple([Type.Number(), Type.Number()])),
    strict: fromTypeBox(Type.Object({ id: Type.Integer() }, { additionalProperties: false })),
    loose: fromTypeBox(Type.Object({ id: Type.Integer() }, { additionalProperties: true })),
  },
}

/** All libraries of the suite. */
export const libraries: readonly Library[] = [zod, valibot, arktype, typebox]
