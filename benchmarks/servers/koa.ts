/**
 * Koa 3 with its router and body parser, zod in the handlers; middleware and `context.state` for the layers
 * of W4. Koa has no response schema, so the handlers pick what may leave; nothing checks it.
 *
 * @packages koa, @koa/router, @koa/bodyparser, zod
 */
import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import type { RouterMiddleware } from '@koa/router'
import Koa from 'koa'
import * as z from 'zod'
import { createUser, greeting, publicRow, publicUser, readItem, rows } from '../work/application.ts'
import type { StoredUser } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'
import type { Settings } from '../work/database.ts'
import { UserCreate } from '../work/schemas.ts'

const settings = loadSettings()
const ItemInput = z.object({
  id: z.coerce.number().int(),
  skip: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  q: z.string().optional(),
})

interface Layers {
  settings: Settings
  session: Session
  token: string
  user: StoredUser
}
type Layer = RouterMiddleware<Layers>

const withSettings: Layer = (context, next) => {
  context.state.settings = settings
  return next()
}

const withToken: Layer = (context, next) => {
  const header = context.get('authorization')
  if (!header.startsWith('Bearer ')) context.throw(401, 'no token')
  context.state.token = header.slice(7)
  return next()
}

const withSession: Layer = async (context, next) => {
  const session = await Session.open(context.state.settings)
  try {
    context.state.session = session
    await next()
  } finally {
    await session.close()
  }
}

const withUser: Layer = async (context, next) => {
  const user = await context.state.session.userByToken(context.state.token)
  if (user === undefined) return context.throw(401, 'the token is not known')
  context.state.user = user
  return next()
}

const router = new Router<Layers>()

router.get('/json', (context) => {
  context.body = greeting
})

router.get('/items/:id', (context) => {
  const input = ItemInput.safeParse({ ...context.query, id: context.params['id'] })
  if (!input.success) context.status = 422
  context.body = input.success ? readItem(input.data) : { errors: input.error.issues }
})

router.post('/users', bodyParser({ jsonLimit: '1mb' }), (context) => {
  const input = UserCreate.safeParse(context.request.body)
  context.status = input.success ? 201 : 422
  context.body = input.success ? publicUser(createUser(input.data)) : { errors: input.error.issues }
})

router.get('/me', withSettings, withToken, withSession, withUser, (context) => {
  context.body = publicUser(context.state.user)
})

router.get('/rows', (context) => {
  context.body = rows.map(publicRow)
})

router.get('/sessions', (context) => {
  context.body = sessionCounts
})

const app = new Koa()
// The peers write nothing for a request that they refuse.
app.silent = true
app.use(router.routes())
app.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'))
