/**
 * Fastify with its own idiom: JSON Schema, checked by Ajv on the way in and written by
 * fast-json-stringify on the way out; decorators and hooks for the layers of W4.
 *
 * @packages fastify
 */
import Fastify from 'fastify'
import type { FastifyRequest } from 'fastify'
import { createUser, greeting, readItem, rows } from '../work/application.ts'
import type { ItemQuery, NewUser, StoredUser } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'

declare module 'fastify' {
  interface FastifyInstance {
    settings: ReturnType<typeof loadSettings>
  }
  interface FastifyRequest {
    session: Session | undefined
    token: string
    user: StoredUser | undefined
  }
}

const text = { type: 'string' } as const
const integer = { type: 'integer' } as const
const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
})

const Greeting = object({ hello: text, ok: { type: 'boolean' }, count: integer })
const Item = object({
  id: integer,
  name: text,
  price: { type: 'number' },
  skip: integer,
  limit: integer,
  q: { type: ['string', 'null'] },
})
const ItemPath = object({ id: integer })
const ItemPage = object(
  {
    skip: { type: 'integer', minimum: 0, default: 0 },
    limit: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
    q: text,
  },
  [],
)
const tags = { type: 'array', items: text }
const UserCreate = object(
  {
    email: { type: 'string', format: 'email' },
    password: { type: 'string', minLength: 8 },
    name: { type: 'string', minLength: 1 },
    age: { type: 'integer', minimum: 0 },
    tags,
  },
  ['email', 'password', 'name', 'tags'],
)
const UserOut = object({ id: integer, email: text, name: text, age: integer, tags }, [
  'id',
  'email',
  'name',
  'tags',
])
const RowOut = object({
  id: integer,
  name: text,
  description: text,
  price: { type: 'number' },
  stock: integer,
  active: { type: 'boolean' },
  category: text,
  createdAt: text,
})

const app = Fastify()
app.decorate('settings', loadSettings())
app.decorateRequest('session', undefined)
app.decorateRequest('token', '')
app.decorateRequest('user', undefined)

app.get('/json', { schema: { response: { 200: Greeting } } }, async () => greeting)

app.get<{ Params: Pick<ItemQuery, 'id'>; Querystring: Omit<ItemQuery, 'id'> }>(
  '/items/:id',
  { schema: { params: ItemPath, querystring: ItemPage, response: { 200: Item } } },
  async (request) => readItem({ id: request.params.id, ...request.query }),
)

app.post<{ Body: NewUser }>(
  '/users',
  { schema: { body: UserCreate, response: { 201: UserOut } } },
  async (request, reply) => {
    reply.code(201)
    return createUser(request.body)
  },
)

class Unauthorized extends Error {
  readonly statusCode = 401
}

async function readToken(request: FastifyRequest): Promise<void> {
  const header = request.headers.authorization
  if (!header?.startsWith('Bearer ')) throw new Unauthorized('no token')
  request.token = header.slice(7)
}

async function openSession(request: FastifyRequest): Promise<void> {
  request.session = await Session.open(app.settings)
}

async function findUser(request: FastifyRequest): Promise<void> {
  request.user = await request.session?.userByToken(request.token)
  if (!request.user) throw new Unauthorized('the token is not known')
}

await app.register(async (scope) => {
  scope.addHook('onRequest', readToken)
  scope.addHook('onRequest', openSession)
  scope.addHook('onRequest', findUser)
  scope.addHook('onResponse', async (request) => request.session?.close())
  scope.get('/me', { schema: { response: { 200: UserOut } } }, async (request) => request.user)
})

app.get('/rows', { schema: { response: { 200: { type: 'array', items: RowOut } } } }, async () => rows)

app.get('/sessions', async () => sessionCounts)

await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' })
console.log('ready')
