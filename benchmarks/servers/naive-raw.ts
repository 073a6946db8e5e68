/**
 * node:http as most people write it at first: `URL`, `setHeader`, an asynchronous iterator over the body,
 * zod. It shows what care is worth without a framework.
 *
 * @packages zod
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { createUser, greeting, publicRow, publicUser, readItem, rows } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'
import { UserCreate } from '../work/schemas.ts'

const settings = loadSettings()
const bodyLimit = 1_048_576
const ItemInput = z.object({
  id: z.coerce.number().int(),
  skip: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  q: z.string().optional(),
})

function send(response: ServerResponse, status: number, value: unknown): void {
  response.statusCode = status
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(value))
}

const refuse = (response: ServerResponse, status: number, detail: string): void =>
  send(response, status, { status, detail })

function item(response: ServerResponse, url: URL): void {
  const id = url.pathname.split('/')[2]
  const input = ItemInput.safeParse({ ...Object.fromEntries(url.searchParams), id })
  if (input.success) send(response, 200, readItem(input.data))
  else refuse(response, 422, 'id, skip or limit is wrong')
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    // Without an encoding a request gives buffers.
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length > bodyLimit) return undefined
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function users(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readText(request)
  if (text === undefined) return refuse(response, 413, 'the body is too large')
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return refuse(response, 400, 'the body is not JSON')
  }
  const user = UserCreate.safeParse(body)
  if (user.success) send(response, 201, publicUser(createUser(user.data)))
  else refuse(response, 422, 'the body is not a user')
}

async function me(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [scheme, token] = request.headers.authorization?.split(' ') ?? []
  if (scheme !== 'Bearer' || token === undefined) return refuse(response, 401, 'no token')
  const session = await Session.open(settings)
  try {
    const user = await session.userByToken(token)
    if (user === undefined) refuse(response, 401, 'the token is not known')
    else send(response, 200, publicUser(user))
  } finally {
    await session.close()
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  const route = `${request.method} ${url.pathname}`
  if (route === 'GET /json') send(response, 200, greeting)
  else if (route === 'GET /me') await me(request, response)
  else if (route === 'GET /rows') send(response, 200, rows.map(publicRow))
  else if (route === 'GET /sessions') send(response, 200, sessionCounts)
  else if (/^GET \/items\/[^/]+$/.test(route)) item(response, url)
  else if (route === 'POST /users') await users(request, response)
  else refuse(response, 404, 'not found')
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => refuse(response, 500, 'failed'))
})

server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'))
