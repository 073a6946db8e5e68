import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { App, body, dependency, header } from '../../src/index.ts'
import { serveQuietly } from '../edges/node-driver.ts'
import { staysUnharmed } from './unharmed.ts'
import { WireClient } from './wire-client.ts'

const User = z.object({ name: z.string(), age: z.int().min(0) })

/** Ten routes that read a body in ten ways; each notes what reached it. */
function bodyApp(reached: unknown[]): App {
  const app = new App({ title: 'Bodies', version: '1' })
  const note = (value: unknown): void => void reached.push(value)
  const saved = dependency({ user: body(User) }, ({ user }) => user)
  app.post('/plain', { inputs: { user: body(User) } }, ({ user }) => note(user))
  app.put('/put', { inputs: { user: body(User) } }, ({ user }) => note(user))
  app.patch('/patch', { inputs: { user: body(User) } }, ({ user }) => note(user))
  app.delete('/delete', { inputs: { user: body(User) } }, ({ user }) => note(user))
  app.query('/query', { inputs: { user: body(User) } }, ({ user }) => note(user))
  app.post('/embedded', { inputs: { user: body(User, { embed: true }) } }, ({ user }) => note(user))
  app.post('/members', { inputs: { user: body(User), other: body(User.optional()) } }, ({ user }) =>
    note(user),
  )
  app.post('/dependency', { inputs: { saved } }, ({ saved }) => note(saved))
  app.post('/with-bytes', { inputs: { user: body(User), bytes: body.bytes() } }, ({ user }) => note(user))
  app.post(
    '/with-header',
    { inputs: { user: body(User), contentType: header(z.string().optional()) } },
    ({ user }) => note(user),
  )
  app.get('/no-body', {}, () => 'fine')
  return app
}

const routes = [
  ['POST', '/plain'],
  ['PUT', '/put'],
  ['PATCH', '/patch'],
  ['DELETE', '/delete'],
  ['QUERY', '/query'],
  ['POST', '/embedded'],
  ['POST', '/members'],
  ['POST', '/dependency'],
  ['POST', '/with-bytes'],
  ['POST', '/with-header'],
] as const

// What says JSON in UTF-8, however it is spelt: the body is parsed and validated.
const json = [
  'application/json',
  'APPLICATION/JSON',
  'Application/Json',
  'application/json;',
  'application/json ;',
  'application/json;charset=utf-8',
  'application/json; charset=UTF-8',
  'application/json; charset="utf-8"',
  'application/json;\tcharset=utf-8',
  'application/json\t;charset=utf8',
  ' application/json',
  'application/json ',
  '\tapplication/json\t',
  'application/json; foo=bar',
  'application/json; foo="b a r"',
  'application/json;;',
  'application/vnd.api+json',
  'application/problem+json',
  'application/ld+json; profile="x"',
  'application/merge-patch+json',
]
// What does not: nothing is parsed, and so nothing passes unvalidated.
const other = [
  '',
  ' ',
  ';',
  'json',
  'application',
  'application/',
  '/json',
  'text/json',
  'text/plain',
  'text/plain; application/json',
  'text/plain;charset=utf-8',
  'text/html',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/jsonp',
  'application/json-seq',
  'application/javascript',
  'applicationjson',
  'application//json',
  'application/json/x',
  'application/json, text/plain',
  'text/plain, application/json',
  'application/json,application/json',
  'application/json\u00a0x',
  'application/jsön',
  '"application/json"',
  'application/json; charset=utf-16',
  'application/json; charset=latin1',
  'application/json; charset=',
  'application/json; =x',
  'application/json; charset=utf-8; charset=utf-16',
  'application/json; charset="utf-8',
  'application/json; chars et=utf-8',
  'image/svg+json',
  'application/ json',
  'application /json',
  '*/*',
  'application/*',
  `application/json${'x'.repeat(8000)}`,
]
const valid = JSON.stringify({ name: 'Ann', age: 3, user: { name: 'Ann', age: 3 } })
const invalid = JSON.stringify({ name: 7, age: -1, user: { name: 7, age: -1 } })

/** Sends one request, with as many Content-Type headers as there are types; answers the status. */
type Send = (request: {
  readonly method: string
  readonly path: string
  readonly types: readonly string[]
  readonly body?: string
}) => Promise<number>

/** An app of its own behind an edge; `close` leaves nothing open. */
interface Edge {
  readonly send: Send
  readonly reached: unknown[]
  close(): Promise<void>
}

async function fetchEdge(): Promise<Edge> {
  const reached: unknown[] = []
  const app = bodyApp(reached)
  await app.start()
  return {
    reached,
    close: () => app.stop(),
    async send({ method, path, types, body }) {
      const headers = new Headers()
      for (const type of types) headers.append('content-type', type)
      // Not a text, which would bring a type of its own.
      const bytes = body === undefined ? {} : { body: new TextEncoder().encode(body) }
      return (await app.fetch(new Request(`http://a.example${path}`, { method, headers, ...bytes }))).status
    },
  }
}

async function nodeEdge(): Promise<Edge> {
  const reached: unknown[] = []
  const server = await serveQuietly(bodyApp(reached))
  const client = new WireClient(server.port)
  return {
    reached,
    async close() {
      client.close()
      await server.stop()
    },
    async send({ method, path, types, body }) {
      const length = body === undefined ? [] : [`content-length: ${body.length}`]
      const lines = [
        `${method} ${path} HTTP/1.1`,
        'host: a',
        ...types.map((type) => `content-type: ${type}`),
        ...length,
      ]
      return (await client.send(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`))?.status ?? 0
    },
  }
}

const all = [...json, ...other]

describe.each([
  ['fetch', fetchEdge],
  ['node', nodeEdge],
] as const)('the media type of a body, at the %s edge', (_, open) => {
  staysUnharmed()

  let edge: Edge
  beforeEach(async () => {
    edge = await open()
  })
  afterEach(() => edge.close())

  it(`decides once that it is parsed and validated (${all.length} types for each of ${routes.length} routes)`, async () => {
    for (const [method, path] of routes) {
      for (const type of all) {
        const isJson = json.includes(type)
        const statuses = [
          await edge.send({ method, path, types: [type], body: valid }),
          await edge.send({ method, path, types: [type], body: invalid }),
        ]
        expect({ path, type, statuses }).toEqual({ path, type, statuses: isJson ? [204, 422] : [415, 415] })
      }
    }
    expect(edge.reached).toHaveLength(json.length * routes.length)
    expect(edge.reached.every((user) => User.safeParse(user).success)).toBe(true)
  })

  it('is demanded of every body, and of no request without one', async () => {
    for (const [method, path] of routes) {
      expect(await edge.send({ method, path, types: [], body: valid })).toBe(415)
      expect(await edge.send({ method, path, types: [] })).toBe(422)
      expect(await edge.send({ method, path, types: ['text/plain'] })).toBe(422)
    }
    for (const type of all) {
      expect(await edge.send({ method: 'GET', path: '/no-body', types: [type] })).toBe(200)
    }
    expect(edge.reached).toEqual([])
  })

  it.each([
    [['application/json', 'text/plain']],
    [['application/json', 'application/json']],
    [['text/plain', 'application/json']],
    [['', 'application/json']],
  ])('sent twice, as %j, is none', async (types) => {
    for (const [method, path] of routes) {
      const statuses = [
        await edge.send({ method, path, types, body: valid }),
        await edge.send({ method, path, types, body: invalid }),
      ]
      expect({ path, statuses }).toEqual({ path, statuses: [415, 415] })
    }
    expect(edge.reached).toEqual([])
  })
})
