/** The application of Hono on Node and on Bun. */
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import * as z from 'zod'
import { createUser, greeting, publicRow, publicUser, readItem, rows } from './application.ts'
import type { StoredUser } from './application.ts'
import { loadSettings, Session, sessionCounts } from './database.ts'
import type { Settings } from './database.ts'
import { UserCreate } from './schemas.ts'

const settings = loadSettings()
const ItemPath = z.object({ id: z.coerce.number().int() })
const ItemPage = z.object({
  skip: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  q: z.string().optional(),
})

interface Layers {
  Variables: { settings: Settings; session: Session; token: string; user: StoredUser }
}

const withSettings = createMiddleware<Layers>(async (context, next) => {
  context.set('settings', settings)
  await next()
})

const withToken = createMiddleware<Layers>(async (context, next) => {
  const header = context.req.header('authorization')
  if (!header?.startsWith('Bearer ')) throw new HTTPException(401, { message: 'no token' })
  context.set('token', header.slice(7))
  await next()
})

const withSession = createMiddleware<Layers>(async (context, next) => {
  const session = await Session.open(context.var.settings)
  try {
    context.set('session', session)
    await next()
  } finally {
    await session.close()
  }
})

const withUser = createMiddleware<Layers>(async (context, next) => {
  const user = await context.var.session.userByToken(context.var.token)
  if (!user) throw new HTTPException(401, { message: 'the token is not known' })
  context.set('user', user)
  await next()
})

/** zod through the zod-validator, typed variables for the layers of W4. */
export const app: Hono = new Hono()

app.get('/json', (context) => context.json(greeting))

app.get('/items/:id', zValidator('param', ItemPath), zValidator('query', ItemPage), (context) =>
  context.json(readItem({ ...context.req.valid('param'), ...context.req.valid('query') })),
)

app.post('/users', zValidator('json', UserCreate), (context) =>
  context.json(publicUser(createUser(context.req.valid('json'))), 201),
)

app.get('/me', withSettings, withToken, withSession, withUser, (context) =>
  context.json(publicUser(context.var.user)),
)

app.get('/rows', (context) => context.json(rows.map(publicRow)))

app.get('/sessions', (context) => context.json(sessionCounts))
