/**
 * node:http written by hand by somebody who cares: exact-match routing, hand-written validation, one
 * `writeHead` with a flat header array and Content-Length, one `end`. What every ratio is a ratio to.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createUser, greeting, publicRow, publicUser, readItem, rows } from '../work/application.ts'
import type { NewUser } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'

const settings = loadSettings()
const bodyLimit = 1_048_576
const decimal = /^-?\d{1,15}$/
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

function send(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value)
  response.writeHead(status, [
    'content-type',
    'application/json',
    'content-length',
    String(Buffer.byteLength(text)),
  ])
  response.end(text)
}

const refuse = (response: ServerResponse, status: number, detail: string): void =>
  send(response, status, { status, detail })

function integer(text: string): number | undefined {
  return decimal.test(text) ? Number(text) : undefined
}

interface Page {
  skip: number
  limit: number
  q: string | undefined
}

function readPage(query: string): Page | undefined {
  const page: Page = { skip: 0, limit: 100, q: undefined }
  if (query === '') return page
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=')
    const name = equals === -1 ? pair : pair.slice(0, equals)
    const value = equals === -1 ? '' : pair.slice(equals + 1)
    if (name === 'q') {
      page.q = /[%+]/.test(value) ? decodeURIComponent(value.replaceAll('+', ' ')) : value
      continue
    }
    if (name !== 'skip' && name !== 'limit') continue
    const number = integer(value)
    if (number === undefined || number < 0) return undefined
    page[name] = number
  }
  return page.limit >= 1 && page.limit <= 1000 ? page : undefined
}

function item(response: ServerResponse, path: string, query: string): void {
  const id = integer(path)
  const page = readPage(query)
  if (id === undefined || page === undefined) return refuse(response, 422, 'id, skip or limit is wrong')
  send(response, 200, readItem({ id, skip: page.skip, limit: page.limit, q: page.q }))
}

function isText(value: unknown, minimum: number): value is string {
  return typeof value === 'string' && value.length >= minimum
}

function isAge(value: unknown): value is number | undefined {
  return value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0)
}

function isTags(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((tag) => typeof tag === 'string')
}

function newUser(body: unknown): NewUser | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const from: Partial<Record<keyof NewUser, unknown>> = body
  if (!isText(from.email, 3) || !email.test(from.email) || !isText(from.password, 8)) return undefined
  if (!isText(from.name, 1) || !isAge(from.age) || !isTags(from.tags)) return undefined
  return { email: from.email, password: from.password, name: from.name, age: from.age, tags: from.tags }
}

function addUser(response: ServerResponse, text: string): void {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return refuse(response, 400, 'the body is not JSON')
  }
  const user = newUser(body)
  if (user === undefined) return refuse(response, 422, 'the body is not a user')
  send(response, 201, publicUser(createUser(user)))
}

function users(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = []
  let length = 0
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= bodyLimit) chunks.push(chunk)
  })
  request.on('end', () => {
    if (length > bodyLimit) return refuse(response, 413, 'the body is too large')
    const [first] = chunks
    addUser(response, (chunks.length === 1 && first ? first : Buffer.concat(chunks)).toString())
  })
}

async function me(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const header = request.headers.authorization
  if (header === undefined || !header.startsWith('Bearer ')) return refuse(response, 401, 'no token')
  const session = await Session.open(settings)
  let user
  try {
    user = await session.userByToken(header.slice(7))
  } finally {
    await session.close()
  }
  if (user === undefined) return refuse(response, 401, 'the token is not known')
  send(response, 200, publicUser(user))
}

const server = createServer((request, response) => {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  if (request.method === 'GET') {
    if (path === '/json') return send(response, 200, greeting)
    if (path === '/me') return void me(request, response).catch(() => refuse(response, 500, 'failed'))
    if (path === '/rows') return send(response, 200, rows.map(publicRow))
    if (path === '/sessions') return send(response, 200, sessionCounts)
    if (path.startsWith('/items/'))
      return item(response, path.slice(7), mark === -1 ? '' : url.slice(mark + 1))
  }
  if (request.method === 'POST' && path === '/users') return users(request, response)
  refuse(response, 404, 'not found')
})

server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'))
