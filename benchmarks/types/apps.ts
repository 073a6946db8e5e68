import { appOfRoutes, clientOfRoutes } from '../../scripts/types/routes-of-cost.ts'

/** An app of many routes, written as its framework's documentation would, for a compiler to read. */
export interface TypedApp {
  readonly name: string
  /** The text of an app of so many routes: each reads a path and two query parameters and a nested body of six fields, knows its user from a header, and answers six fields. */
  readonly text: (routes: number) => string
}

const bodyOf = (at: number): string => `
const Body${at} = z.object({
  name: z.string(), price: z.number(), tags: z.array(z.string()), active: z.boolean(),
  note: z.string().optional(), owner: z.object({ id: z.int(), city: z.string() }),
})
const Answer${at} = z.object({
  id: z.int(), name: z.string(), price: z.number(), tags: z.array(z.string()), active: z.boolean(), city: z.string(),
})
const Path${at} = z.object({ id: z.coerce.number().int() })
const Query${at} = z.object({ limit: z.coerce.number().int().default(10), q: z.string().optional() })
const Header${at} = z.object({ token: z.string() })
`

const answer = `{
    id: id + limit + token.length, name: q ?? item.name, price: item.price, tags: item.tags, active: item.active,
    city: item.owner.city,
  }`

const honoHandler = `async (context) => {
  const { id } = context.req.valid('param')
  const { limit, q } = context.req.valid('query')
  const { token } = context.req.valid('header')
  const item = context.req.valid('json')
  return context.json(${answer}, 200)
}`

const honoRoute = (at: number): string => `.post(
  '/resource${at}/:id',
  zValidator('param', Path${at}), zValidator('query', Query${at}), zValidator('header', Header${at}), zValidator('json', Body${at}),
  ${honoHandler},
)`

const honoImports = `
import { Hono } from 'hono'
import { hc } from 'hono/client'
import { zValidator } from '@hono/zod-validator'
import * as z from 'zod'
`

/** Each route a statement of its own: the app has no type that a client could be inferred from. */
function hono(routes: number): string {
  const statements = each(routes, (at) => `app${honoRoute(at)}`)
  return [honoImports, ...each(routes, bodyOf), 'export const app = new Hono()', ...statements].join('\n')
}

/** Chained, as the documentation of its client asks, and a client that calls each route. */
function honoWithClient(routes: number): string {
  const calls = each(
    routes,
    (at) => `
export async function answer${at}(): Promise<string> {
  const response = await client.resource${at}[':id'].$post({
    param: { id: '${at}' }, query: {}, header: { token: 'a' },
    json: { name: 'a', price: 1, tags: [], active: true, owner: { id: 1, city: 'b' } },
  })
  if (response.status !== 200) throw new Error('refused')
  const { city, price } = await response.json()
  return city + price.toFixed()
}`,
  )
  return [
    honoImports,
    ...each(routes, bodyOf),
    `export const app = new Hono()${each(routes, honoRoute).join('')}`,
    `const client = hc<typeof app>('http://localhost')`,
    ...calls,
  ].join('\n')
}

function honoOpenApi(routes: number): string {
  const statements = each(
    routes,
    (at) => `
app.openapi(
  createRoute({
    method: 'post',
    path: '/resource${at}/{id}',
    request: {
      params: Path${at}, query: Query${at}, headers: Header${at},
      body: { required: true, content: { 'application/json': { schema: Body${at} } } },
    },
    responses: { 200: { description: 'ok', content: { 'application/json': { schema: Answer${at} } } } },
  }),
  ${honoHandler},
)`,
  )
  return [
    "import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'",
    ...each(routes, bodyOf),
    'export const app = new OpenAPIHono()',
    ...statements,
  ].join('\n')
}

function elysia(routes: number): string {
  const statements = each(
    routes,
    (at) => `
app.post('/resource${at}/:id', ({ params: { id }, query: { limit, q }, headers: { token }, body: item }) => (${answer}), {
  params: Path${at}, query: Query${at}, headers: Header${at}, body: Body${at}, response: Answer${at},
})`,
  )
  return [
    "import { Elysia } from 'elysia'",
    "import * as z from 'zod'",
    ...each(routes, bodyOf),
    'export const app = new Elysia()',
    ...statements,
  ].join('\n')
}

function each(routes: number, text: (at: number) => string): string[] {
  return Array.from({ length: routes }, (_, at) => text(at))
}

/** The apps that are compared; with a client that calls each route where the framework infers one. */
export const typedApps: readonly TypedApp[] = [
  { name: 'vivace', text: appOfRoutes },
  { name: 'vivace with a client', text: clientOfRoutes },
  { name: 'Hono with zod-validator', text: hono },
  { name: 'Hono chained, with a client', text: honoWithClient },
  { name: '@hono/zod-openapi', text: honoOpenApi },
  { name: 'Elysia', text: elysia },
]
