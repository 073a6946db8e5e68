/**
 * Express 5: `express.json()`, zod in a small middleware, `response.locals` for the layers of W4. Express
 * has no response schema, so the handlers pick what may leave; nothing checks it.
 *
 * @packages express, zod
 */
import express from 'express'
import type { RequestHandler } from 'express'
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
type Layer = RequestHandler<object, unknown, unknown, unknown, Layers>

const withSettings: Layer = (_request, response, next) => {
  response.locals.settings = settings
  next()
}

const withToken: Layer = (request, response, next) => {
  const header = request.headers.authorization
  if (!header?.startsWith('Bearer ')) {
    response.status(401).json({ detail: 'no token' })
    return
  }
  response.locals.token = header.slice(7)
  next()
}

const withSession: Layer = async (_request, response, next) => {
  const session = await Session.open(response.locals.settings)
  response.on('close', () => void session.close())
  response.locals.session = session
  next()
}

const withUser: Layer = async (_request, response, next) => {
  const user = await response.locals.session.userByToken(response.locals.token)
  if (!user) {
    response.status(401).json({ detail: 'the token is not known' })
    return
  }
  response.locals.user = user
  next()
}

const app = express()

app.get('/json', (_request, response) => {
  response.json(greeting)
})

app.get('/items/:id', (request, response) => {
  const input = ItemInput.safeParse({ ...request.query, id: request.params.id })
  if (input.success) response.json(readItem(input.data))
  else response.status(422).json({ errors: input.error.issues })
})

app.post('/users', express.json({ limit: '1mb' }), (request, response) => {
  const input = UserCreate.safeParse(request.body)
  if (input.success) response.status(201).json(publicUser(createUser(input.data)))
  else response.status(422).json({ errors: input.error.issues })
})

const me: Layer = (_request, response) => {
  response.json(publicUser(response.locals.user))
}
app.get('/me', withSettings, withToken, withSession, withUser, me)

app.get('/rows', (_request, response) => {
  response.json(rows.map(publicRow))
})

app.get('/sessions', (_request, response) => {
  response.json(sessionCounts)
})

app.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'))
