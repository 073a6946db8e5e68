/** Bun.serve by hand by somebody who cares, as `careful-raw` is by hand on node:http. */
import { createUser, greeting, publicRow, publicUser, readItem, rows } from '../work/application.ts'
import type { NewUser } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'
import { serveOnBun } from '../work/serve-on-bun.ts'

const settings = loadSettings()
const bodyLimit = 1_048_576
const decimal = /^-?\d{1,15}$/
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const refuse = (status: number, detail: string): Response => Response.json({ status, detail }, { status })

function integer(text: string | null, otherwise?: number): number | undefined {
  if (text === null) return otherwise
  return decimal.test(text) ? Number(text) : undefined
}

function item(path: string, query: URLSearchParams): Response {
  const id = integer(path)
  const skip = integer(query.get('skip'), 0)
  const limit = integer(query.get('limit'), 100)
  const isPage = skip !== undefined && skip >= 0 && limit !== undefined && limit >= 1 && limit <= 1000
  if (id === undefined || !isPage) return refuse(422, 'id, skip or limit is wrong')
  return Response.json(readItem({ id, skip, limit, q: query.get('q') ?? undefined }))
}

const isText = (value: unknown, minimum: number): value is string =>
  typeof value === 'string' && value.length >= minimum

const isAge = (value: unknown): value is number | undefined =>
  value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0)

const isTags = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((tag) => typeof tag === 'string')

function newUser(body: unknown): NewUser | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const from: Partial<Record<keyof NewUser, unknown>> = body
  if (!isText(from.email, 3) || !email.test(from.email) || !isText(from.password, 8)) return undefined
  if (!isText(from.name, 1) || !isAge(from.age) || !isTags(from.tags)) return undefined
  return { email: from.email, password: from.password, name: from.name, age: from.age, tags: from.tags }
}

async function users(request: Request): Promise<Response> {
  if (Number(request.headers.get('content-length') ?? 0) > bodyLimit)
    return refuse(413, 'the body is too large')
  let body: unknown
  try {
    body = await request.json()
  } catch {
    return refuse(400, 'the body is not JSON')
  }
  const user = newUser(body)
  return user === undefined
    ? refuse(422, 'the body is not a user')
    : Response.json(publicUser(createUser(user)), { status: 201 })
}

async function me(request: Request): Promise<Response> {
  const header = request.headers.get('authorization')
  if (!header?.startsWith('Bearer ')) return refuse(401, 'no token')
  const session = await Session.open(settings)
  try {
    const user = await session.userByToken(header.slice(7))
    return user === undefined ? refuse(401, 'the token is not known') : Response.json(publicUser(user))
  } finally {
    await session.close()
  }
}

function answer(request: Request): Response | Promise<Response> {
  const { url, method } = request
  const start = url.indexOf('/', 8)
  const mark = url.indexOf('?', start)
  const path = mark === -1 ? url.slice(start) : url.slice(start, mark)
  if (method === 'GET') {
    if (path === '/json') return Response.json(greeting)
    if (path === '/me') return me(request)
    if (path === '/rows') return Response.json(rows.map(publicRow))
    if (path === '/sessions') return Response.json(sessionCounts)
    if (path.startsWith('/items/'))
      return item(path.slice(7), new URLSearchParams(mark === -1 ? '' : url.slice(mark)))
  }
  if (method === 'POST' && path === '/users') return users(request)
  return refuse(404, 'not found')
}

serveOnBun(answer)
