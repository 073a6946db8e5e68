/**
 * Ours as it is shipped, with compiled schemas of TypeBox.
 *
 * @packages vivace, typebox
 */
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { issuesFrom, type Schema, schemaFrom } from 'vivace'
import { serve } from 'vivace/node'
import { benchmarkApp } from '../work/vivace-application.ts'

/** The adapter of `schemaFrom`'s documentation. */
function typebox<Type extends TSchema>(type: Type): Schema<Static<Type>> {
  const checker = Compile(type)
  return schemaFrom<Static<Type>>({
    jsonSchema: type,
    validate: (value) => (checker.Check(value) ? { value } : { issues: issuesFrom(checker.Errors(value)) }),
  })
}

/** An integer that may be missing. TypeBox fills defaults in when it is asked to; for one value that is this. */
function integerOr(
  otherwise: number,
  limits: { minimum: number; maximum?: number },
): Schema<number | undefined, number> {
  const type = Type.Integer({ ...limits, default: otherwise })
  const checker = Compile(type)
  return schemaFrom<number>({
    jsonSchema: type,
    validate: (given) => {
      const value = given ?? otherwise
      return checker.Check(value) ? { value } : { issues: issuesFrom(checker.Errors(value)) }
    },
  })
}

const natural = Type.Integer({ minimum: 0 })

const app = benchmarkApp({
  Greeting: typebox(Type.Object({ hello: Type.String(), ok: Type.Boolean(), count: Type.Integer() })),
  Id: typebox(Type.Integer()),
  Skip: integerOr(0, { minimum: 0 }),
  Limit: integerOr(100, { minimum: 1, maximum: 1000 }),
  Q: optionalText(),
  ItemOut: typebox(
    Type.Object({
      id: Type.Integer(),
      name: Type.String(),
      price: Type.Number(),
      skip: Type.Integer(),
      limit: Type.Integer(),
      q: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  UserCreate: typebox(
    Type.Object({
      email: Type.String({ format: 'email' }),
      password: Type.String({ minLength: 8 }),
      name: Type.String({ minLength: 1 }),
      age: Type.Optional(natural),
      tags: Type.Array(Type.String()),
    }),
  ),
  UserOut: typebox(
    Type.Object({
      id: Type.Integer(),
      email: Type.String(),
      name: Type.String(),
      age: Type.Optional(Type.Integer()),
      tags: Type.Array(Type.String()),
    }),
  ),
  RowsOut: typebox(
    Type.Array(
      Type.Object({
        id: Type.Integer(),
        name: Type.String(),
        description: Type.String(),
        price: Type.Number(),
        stock: Type.Integer(),
        active: Type.Boolean(),
        category: Type.String(),
        createdAt: Type.String(),
      }),
    ),
  ),
  SessionCounts: typebox(Type.Object({ opened: Type.Integer(), open: Type.Integer() })),
})

function optionalText(): Schema<string | undefined> {
  return schemaFrom<string | undefined>({
    jsonSchema: Type.String(),
    validate: (value) =>
      value === undefined || typeof value === 'string'
        ? { value }
        : { issues: [{ message: 'must be string', path: [] }] },
  })
}

// It says itself where it listens.
await serve(app, { port: Number(process.env['PORT']), host: '127.0.0.1' })
