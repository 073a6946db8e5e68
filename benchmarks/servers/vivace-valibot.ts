/**
 * Ours as it is shipped, with schemas of valibot.
 *
 * @packages vivace, valibot, @valibot/to-json-schema
 */
import { toStandardJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { serve } from 'vivace/node'
import { benchmarkApp } from '../work/vivace-application.ts'

const integer = v.pipe(v.number(), v.integer())
const natural = v.pipe(v.number(), v.integer(), v.minValue(0))

const app = benchmarkApp({
  Greeting: toStandardJsonSchema(v.object({ hello: v.string(), ok: v.boolean(), count: integer })),
  Id: toStandardJsonSchema(integer),
  Skip: toStandardJsonSchema(v.optional(natural, 0)),
  Limit: toStandardJsonSchema(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 100),
  ),
  Q: toStandardJsonSchema(v.optional(v.string())),
  ItemOut: toStandardJsonSchema(
    v.object({
      id: integer,
      name: v.string(),
      price: v.number(),
      skip: integer,
      limit: integer,
      q: v.nullable(v.string()),
    }),
  ),
  UserCreate: toStandardJsonSchema(
    v.object({
      email: v.pipe(v.string(), v.email()),
      password: v.pipe(v.string(), v.minLength(8)),
      name: v.pipe(v.string(), v.minLength(1)),
      age: v.optional(natural),
      tags: v.array(v.string()),
    }),
  ),
  UserOut: toStandardJsonSchema(
    v.object({
      id: integer,
      email: v.string(),
      name: v.string(),
      age: v.optional(integer),
      tags: v.array(v.string()),
    }),
  ),
  RowsOut: toStandardJsonSchema(
    v.array(
      v.object({
        id: integer,
        name: v.string(),
        description: v.string(),
        price: v.number(),
        stock: integer,
        active: v.boolean(),
        category: v.string(),
        createdAt: v.string(),
      }),
    ),
  ),
  SessionCounts: toStandardJsonSchema(v.object({ opened: integer, open: integer })),
})

// It says itself where it listens.
await serve(app, { port: Number(process.env['PORT']), host: '127.0.0.1' })
