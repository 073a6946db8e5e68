import * as fc from 'fast-check'
import { App, body, form, header, path, query, route, silentLogger } from 'vivace'
import { createClient } from 'vivace/client'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { assertAlways, runs } from '../fuzz/fuzz-settings.ts'
import { samples, scalars } from './arbitrary-sample.ts'

const about = { title: 'A', version: '1', log: silentLogger }

/** Calls the operation `call`; what it takes is only known at run time. */
function call(app: App, values: Readonly<Record<string, unknown>>): Promise<unknown> {
  const client = createClient<Record<'call', unknown>>({ fetch: app.fetch })
  // Every member is a call; the types of this one are in no program.
  return (client.call as unknown as (values: Readonly<Record<string, unknown>>) => Promise<unknown>)(values)
}

it('loses no value of a JSON body or of an answer: 300 schemas with dates, bigints, bytes and nesting', async () => {
  await assertAlways(
    fc.asyncProperty(samples, async ({ accepts, returns, sent }) => {
      const seen: unknown[] = []
      const app = new App(about).add({
        call: route.post(
          '/',
          { inputs: { value: body(accepts, { embed: true }) }, returns: z.object({ value: returns }) },
          ({ value }) => {
            seen.push(value)
            return { value }
          },
        ),
      })
      expect(await call(app, { value: sent })).toEqual({ value: sent })
      expect(seen).toEqual([accepts.parse(sent)])
    }),
    runs(300, 5_000),
  )
})

it('loses no value of a query or a form', async () => {
  await assertAlways(
    fc.asyncProperty(scalars, async ({ accepts: schema, sent }) => {
      // A field of a form that is empty is one that nobody has filled in.
      fc.pre(sent !== '')
      const seen: unknown[] = []
      const inputs = { inQuery: query(schema), all: query(z.array(schema)), inForm: form(schema) }
      const app = new App(about).add({
        call: route.post('/', { inputs, returns: null }, (values) => void seen.push(values)),
      })
      const decoded = schema.parse(sent)
      await call(app, { inQuery: sent, all: [sent, sent], inForm: sent })
      expect(seen).toEqual([{ inQuery: decoded, all: [decoded, decoded], inForm: decoded }])
    }),
    runs(300, 5_000),
  )
})

it('loses no value of a path or a header that can be in one, and refuses the others', async () => {
  const answers = { sent: 0, refused: 0 }
  await assertAlways(
    fc.asyncProperty(scalars, async ({ accepts: schema, sent }) => {
      const seen: unknown[] = []
      const inputs = { inPath: path(schema), inHeader: header(schema) }
      const app = new App(about).add({
        call: route.get('/{inPath}', { inputs, returns: null }, (values) => void seen.push(values)),
      })
      const decoded = schema.parse(sent)
      try {
        await call(app, { inPath: sent, inHeader: sent })
        expect(seen).toEqual([{ inPath: decoded, inHeader: decoded }])
        answers.sent += 1
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError)
        answers.refused += 1
      }
    }),
    runs(300, 5_000),
  )
  expect(answers.sent).toBeGreaterThan(100)
})
