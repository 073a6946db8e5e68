/**
 * Hono with @hono/zod-openapi: routes declare their inputs and answers, and an OpenAPI document comes of
 * it, which is what it has in common with ours. Answers are typed, but neither checked nor filtered when
 * they leave, so the handlers pick the fields.
 *
 * @packages hono, @hono/node-server, @hono/zod-openapi, zod
 */
import { serve } from '@hono/node-server'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { createUser, greeting, publicRow, publicUser, readItem, rows } from '../work/application.ts'
import type { StoredUser } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'
import type { Settings } from '../work/database.ts'
import { Greeting, ItemOut, RowOut, UserCreate, UserOut } from '../work/schemas.ts'

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

const answers = <Schema extends z.ZodType>(schema: Schema) => ({
  description: 'The answer.',
  content: { 'application/json': { schema } },
})

const app = new OpenAPIHono<Layers>()

app.openapi(createRoute({ method: 'get', path: '/json', responses: { 200: answers(Greeting) } }), (context) =>
  context.json(greeting, 200),
)

app.openapi(
  createRoute({
    method: 'get',
    path: '/items/{id}',
    request: { params: ItemPath, query: ItemPage },
    responses: { 200: answers(ItemOut) },
  }),
  (context) => context.json(readItem({ ...context.req.valid('param'), ...context.req.valid('query') }), 200),
)

app.openapi(
  createRoute({
    method: 'post',
    path: '/users',
    request: { body: { required: true, content: { 'application/json': { schema: UserCreate } } } },
    responses: { 201: answers(UserOut) },
  }),
  (context) => context.json(publicUser(createUser(context.req.valid('json'))), 201),
)

app.openapi(
  createRoute({
    method: 'get',
    path: '/me',
    middleware: [withSettings, withToken, withSession, withUser] as const,
    responses: { 200: answers(UserOut) },
  }),
  (context) => context.json(publicUser(context.var.user), 200),
)

app.openapi(
  createRoute({ method: 'get', path: '/rows', responses: { 200: answers(z.array(RowOut)) } }),
  (context) => context.json(rows.map(publicRow), 200),
)

app.get('/sessions', (context) => context.json(sessionCounts))

app.doc('/openapi.json', { openapi: '3.0.0', info: { title: 'Benchmark', version: '1.0.0' } })

serve({ fetch: app.fetch, port: Number(process.env['PORT']), hostname: '127.0.0.1' }, () =>
  console.log('ready'),
)
