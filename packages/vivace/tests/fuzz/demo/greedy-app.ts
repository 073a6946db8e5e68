import { toStandardJsonSchema as described } from '@valibot/to-json-schema'
import { type } from 'arktype'
import { Type } from 'typebox'
import * as v from 'valibot'
import * as z from 'zod'
import {
  App,
  type AppOptions,
  body,
  cookie,
  header,
  path,
  query,
  type Schema,
  silentLogger,
} from '../../../src/index.ts'
import { typebox } from './libraries.ts'

/** Schemas that take whatever they are given, of every library and of every kind that has room for it. */
const greedy: Readonly<Record<string, Schema>> = {
  any: z.unknown(),
  loose: z.looseObject({ name: z.string().optional() }),
  record: z.record(z.string(), z.unknown()),
  catchall: z.object({ name: z.string().optional() }).catchall(z.unknown()),
  tree: z.object({ name: z.string().optional(), child: z.record(z.string(), z.unknown()).optional() }),
  list: z.array(z.looseObject({})),
  json: z.json(),
  both: z.intersection(z.looseObject({ name: z.string().optional() }), z.record(z.string(), z.unknown())),
  union: z.union([z.strictObject({ name: z.string() }), z.looseObject({})]),
  'valibot-loose': described(v.looseObject({ name: v.optional(v.string()) })),
  'valibot-record': described(v.record(v.string(), v.unknown())),
  'valibot-rest': described(v.objectWithRest({ name: v.optional(v.string()) }, v.unknown())),
  'arktype-loose': type({ 'name?': 'string', '[string]': 'unknown' }),
  'arktype-object': type({ 'name?': 'string' }),
  'typebox-loose': typebox(
    Type.Object({ name: Type.Optional(Type.String()) }, { additionalProperties: true }),
  ),
  'typebox-record': typebox(Type.Record(Type.String(), Type.Unknown())),
}

/** The paths of the greedy app that read a body. */
export const greedyPaths: readonly string[] = [
  ...Object.keys(greedy).map((name) => `/${name}`),
  '/members',
  '/embedded',
]

/** An app that takes anything from everywhere, and tells what it was given. */
export function greedyApp(tell: (given: unknown) => void, options: Partial<AppOptions> = {}): App {
  const app = new App({ title: 'Greedy', version: '1.0.0', log: silentLogger, ...options })
  const any = z.unknown()
  for (const [name, schema] of Object.entries(greedy))
    app.post(`/${name}`, { inputs: { value: body(schema) } }, ({ value }) => tell(value))
  app.post('/members', { inputs: { a: body(any), b: body(any), child: body(greedy['loose'] ?? any) } }, tell)
  app.post('/embedded', { inputs: { child: body(any, { embed: true }) } }, tell)
  const models = {
    zod: z.looseObject({}),
    valibot: described(v.looseObject({})),
    arktype: type({ '[string]': 'unknown' }),
  }
  for (const [name, model] of Object.entries(models)) {
    app.get(`/query/${name}`, { inputs: { all: query.model(model) } }, tell)
    app.get(`/cookies/${name}`, { inputs: { all: cookie.model(model) } }, tell)
    app.get(`/headers/${name}`, { inputs: { all: header.model(model) } }, tell)
  }
  const text = z.string().optional()
  app.get(
    '/one',
    {
      inputs: {
        q: query(text),
        made: query(text, { name: 'constructor' }),
        xKey: header(text),
        key: cookie(text),
      },
    },
    tell,
  )
  app.get('/path/{key}', { inputs: { key: path(z.string()) } }, tell)
  app.get('/rest/{rest*}', { inputs: { rest: path(z.string()) } }, tell)
  return app
}
