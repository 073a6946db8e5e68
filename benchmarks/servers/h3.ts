/**
 * h3 2 through its own `serve`: `getValidatedQuery`, `readValidatedBody` with zod, middleware and
 * `event.context` for the layers of W4. h3 has no response schema, so the handlers pick what may leave;
 * nothing checks it.
 *
 * @packages h3, zod
 */
import { getValidatedQuery, getValidatedRouterParams, H3, HTTPError, readValidatedBody, serve } from 'h3'
import type { H3Event, Middleware } from 'h3'
import * as z from 'zod'
import { createUser, greeting, publicRow, publicUser, readItem, rows } from '../work/application.ts'
import type { StoredUser } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'
import { UserCreate } from '../work/schemas.ts'

const settings = loadSettings()
const ItemPath = z.object({ id: z.coerce.number().int() })
const ItemPage = z.object({
  skip: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  q: z.string().optional(),
})

interface Layers {
  token: string
  session: Session
  user: StoredUser
}

// h3 types its context as a record of anything; the middleware before has set the layer.
const layersOf = (event: H3Event): Layers => event.context as unknown as Layers

const withToken: Middleware = (event, next) => {
  const header = event.req.headers.get('authorization')
  if (!header?.startsWith('Bearer ')) throw new HTTPError({ status: 401, message: 'no token' })
  layersOf(event).token = header.slice(7)
  return next()
}

const withSession: Middleware = async (event, next) => {
  const session = await Session.open(settings)
  try {
    layersOf(event).session = session
    return await next()
  } finally {
    await session.close()
  }
}

const withUser: Middleware = async (event, next) => {
  const { session, token } = layersOf(event)
  const user = await session.userByToken(token)
  if (user === undefined) throw new HTTPError({ status: 401, message: 'the token is not known' })
  layersOf(event).user = user
  return next()
}

const app = new H3()

app.get('/json', () => greeting)

app.get('/items/:id', async (event) => {
  const path = await getValidatedRouterParams(event, ItemPath)
  const page = await getValidatedQuery(event, ItemPage)
  return readItem({ ...path, ...page })
})

app.post('/users', async (event) => {
  const user = await readValidatedBody(event, UserCreate)
  event.res.status = 201
  return publicUser(createUser(user))
})

app.get('/me', (event) => publicUser(layersOf(event).user), {
  middleware: [withToken, withSession, withUser],
})

app.get('/rows', () => rows.map(publicRow))

app.get('/sessions', () => sessionCounts)

const server = serve(app, { port: Number(process.env['PORT']), hostname: '127.0.0.1', silent: true })
await server.ready()
console.log('ready')
