import { toStandardJsonSchema as described } from '@valibot/to-json-schema'
import { type } from 'arktype'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import * as v from 'valibot'
import { body, cookie, header, path, query, Router, type Schema, schemaFrom } from '../../../src/index.ts'
import { issuesFrom } from '../../../src/schema/index.ts'

/** A TypeBox type as a schema; its defaults are filled in. */
export function typebox<T extends TSchema>(type: T): Schema<Static<T>> {
  const checker = Compile(type)
  return schemaFrom<Static<T>>({
    jsonSchema: type,
    validate(given) {
      if (!checker.Check(given)) return { issues: issuesFrom(checker.Errors(given)) }
      const value: unknown = Value.Default(type, structuredClone(given))
      return checker.Check(value) ? { value } : { issues: issuesFrom(checker.Errors(value)) }
    },
  })
}

const integer = v.pipe(v.number(), v.integer())

const ValibotEvent = described(
  v.object({
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
    seats: v.optional(v.pipe(integer, v.minValue(1), v.maxValue(99)), 1),
    place: v.variant('kind', [
      v.object({ kind: v.literal('room'), floor: integer }),
      v.object({ kind: v.literal('online'), link: v.pipe(v.string(), v.minLength(4)) }),
    ]),
    labels: v.pipe(v.array(v.picklist(['new', 'hot'])), v.maxLength(2)),
    note: v.nullable(v.string()),
  }),
)

const ArktypeEvent = type({
  title: '1 <= string <= 20',
  seats: '1 <= number.integer <= 99',
  'level?': "'low' | 'high'",
  range: ['number', 'number'],
  guests: 'string[] <= 3',
  'host?': { name: 'string >= 1', 'age?': '0 < number.integer < 150' },
})

const TypeboxEvent = typebox(
  Type.Object({
    title: Type.String({ minLength: 1, maxLength: 20 }),
    seats: Type.Integer({ minimum: 1, maximum: 99 }),
    level: Type.Optional(Type.Enum(['low', 'high'])),
    scores: Type.Record(Type.String(), Type.Number()),
    guests: Type.Array(Type.String({ pattern: '^[a-z]+$' }), { maxItems: 3 }),
    host: Type.Union([Type.Object({ name: Type.String({ minLength: 1 }) }), Type.Null()]),
  }),
)

/** The same sources, with schemas of other libraries. */
export const libraries = new Router({ tags: ['Libraries'] })

libraries.post(
  '/valibot',
  { inputs: { event: body(ValibotEvent) }, returns: ValibotEvent },
  ({ event }) => event,
)

libraries.get(
  '/valibot/{day}',
  {
    inputs: {
      day: path(described(v.pipe(integer, v.minValue(1), v.maxValue(31)))),
      filter: query.model(
        described(
          v.object({ q: v.pipe(v.string(), v.maxLength(5)), isOpen: v.optional(v.boolean(), false) }),
        ),
      ),
    },
    returns: described(v.object({ day: integer, q: v.string() })),
  },
  ({ day, filter }) => ({ day, q: filter.q }),
)

libraries.post(
  '/arktype',
  { inputs: { event: body(ArktypeEvent) }, returns: ArktypeEvent },
  ({ event }) => event,
)

libraries.get(
  '/arktype/{day}',
  {
    inputs: {
      day: path(type('1 <= number.integer <= 31')),
      limit: query(type('0 < number.integer <= 50')),
      xColor: header(type("'red' | 'green'")),
    },
    returns: type({ day: 'number.integer', limit: 'number.integer' }),
  },
  ({ day, limit }) => ({ day, limit }),
)

libraries.post(
  '/typebox',
  { inputs: { event: body(TypeboxEvent) }, returns: TypeboxEvent },
  ({ event }) => event,
)

libraries.get(
  '/typebox/{day}',
  {
    inputs: {
      day: path(typebox(Type.Integer({ minimum: 1, maximum: 31 }))),
      tags: query(typebox(Type.Array(Type.String({ minLength: 1 }), { maxItems: 3 }))),
      ratio: cookie(typebox(Type.Number({ minimum: 0, maximum: 1 }))),
    },
    returns: typebox(
      Type.Object({ day: Type.Integer(), tags: Type.Array(Type.String()), ratio: Type.Number() }),
    ),
  },
  ({ day, tags, ratio }) => ({ day, tags, ratio }),
)
