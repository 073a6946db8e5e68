import { App, body, path, query } from 'vivace'
import * as z from 'zod'

const Id = z.int().min(1)
const Skip = z.int().min(0).default(0)
const Limit = z.int().min(1).max(100).default(20)
const Message = z.object({ hello: z.string() })

/**
 * An app with `GET /json`, and so many routes beside it, as a large application has them: four for each
 * resource, which has schemas of its own for what comes in and what leaves.
 *
 *     await serve(manyRoutes(1000), { port: 8000 })
 */
export function manyRoutes(count: number): App {
  const app = new App({ title: 'Many routes', version: '1.0.0' })
  app.get('/json', { returns: Message }, () => ({ hello: 'world' }))
  for (let at = 0; at < count / 4; at++) addResource(app, at)
  return app
}

function addResource(app: App, at: number): void {
  const place = `/resources-${at}`
  const fields = { name: z.string().min(1).max(80), price: z.number().min(0), tags: z.array(z.string()) }
  const Draft = z.object(fields).meta({ id: `Draft${at}` })
  const Stored = z.object({ id: Id, ...fields }).meta({ id: `Stored${at}` })
  const stored = (id: number): z.infer<typeof Stored> => ({ id, name: `Name ${id}`, price: 1, tags: [] })
  const one = `${place}/{id}` as const
  app.get(
    place,
    { inputs: { skip: query(Skip), limit: query(Limit) }, returns: z.array(Stored) },
    ({ skip }) => [stored(skip + 1)],
  )
  app.post(place, { inputs: { draft: body(Draft) }, returns: Stored, status: 201 }, ({ draft }) => ({
    ...draft,
    id: 1,
  }))
  app.get(one, { inputs: { id: path(Id) }, returns: Stored }, ({ id }) => stored(id))
  app.put(one, { inputs: { id: path(Id), draft: body(Draft) }, returns: Stored }, ({ id, draft }) => ({
    ...draft,
    id,
  }))
}
