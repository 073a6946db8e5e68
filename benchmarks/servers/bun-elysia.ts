/**
 * Elysia on Bun, its own idiom: TypeBox schemas in and out, `derive` for the layers of W4. It checks answers
 * and, by `normalize`, filters them.
 *
 * @packages elysia
 */
import { Elysia, status, t } from 'elysia'
import { createUser, greeting, readItem, rows } from '../work/application.ts'
import type { StoredUser } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'

const settings = loadSettings()

const Greeting = t.Object({ hello: t.String(), ok: t.Boolean(), count: t.Integer() })
const ItemOut = t.Object({
  id: t.Integer(),
  name: t.String(),
  price: t.Number(),
  skip: t.Integer(),
  limit: t.Integer(),
  q: t.Nullable(t.String()),
})
const ItemPage = t.Object({
  skip: t.Integer({ minimum: 0, default: 0 }),
  limit: t.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  q: t.Optional(t.String()),
})
const UserCreate = t.Object({
  email: t.String({ format: 'email' }),
  password: t.String({ minLength: 8 }),
  name: t.String({ minLength: 1 }),
  age: t.Optional(t.Integer({ minimum: 0 })),
  tags: t.Array(t.String()),
})
const UserOut = t.Object({
  id: t.Integer(),
  email: t.String(),
  name: t.String(),
  age: t.Optional(t.Integer()),
  tags: t.Array(t.String()),
})
const RowOut = t.Object({
  id: t.Integer(),
  name: t.String(),
  description: t.String(),
  price: t.Number(),
  stock: t.Integer(),
  active: t.Boolean(),
  category: t.String(),
  createdAt: t.String(),
})

/** Elysia's types know an absent age, and none that is undefined. */
function answerOf({ age, ...others }: StoredUser): Omit<StoredUser, 'age'> & { age?: number } {
  return age === undefined ? others : { ...others, age }
}

const layers = new Elysia()
  .decorate('settings', settings)
  .resolve({ as: 'scoped' }, async ({ headers, settings }) => {
    const header = headers['authorization']
    if (!header?.startsWith('Bearer ')) return status(401, 'no token')
    const session = await Session.open(settings)
    const user = await session.userByToken(header.slice(7))
    if (user === undefined) {
      await session.close()
      return status(401, 'the token is not known')
    }
    return { session, user }
  })
  .onAfterHandle({ as: 'scoped' }, async ({ session }) => {
    await session.close()
  })

const app = new Elysia()
  .get('/json', () => ({ ...greeting }), { response: Greeting })
  .get('/items/:id', ({ params, query }) => ({ ...readItem({ ...params, ...query }) }), {
    params: t.Object({ id: t.Integer() }),
    query: ItemPage,
    response: ItemOut,
  })
  .post('/users', ({ body }) => status(201, { ...createUser(body) }), {
    body: UserCreate,
    response: { 201: UserOut },
  })
  .get('/rows', () => rows.map((row) => ({ ...row })), { response: t.Array(RowOut) })
  .get('/sessions', () => ({ ...sessionCounts }))
  .use(new Elysia().use(layers).get('/me', ({ user }) => answerOf(user), { response: { 200: UserOut } }))

app.listen({ port: Number(process.env['PORT']), hostname: '127.0.0.1' })
console.log('ready')
