/**
 * An app of so many routes, as TypeScript: each reads a path parameter, two query parameters and a nested
 * body of six fields, names two shared dependencies, and answers six fields, with schemas of its own.
 */
export function appOfRoutes(count: number): string {
  const routes = Array.from({ length: count }, (_, at) => routeNumber(at))
  return `${shared}\n${routes.join('\n')}`
}

/**
 * The same routes as values in one record, added at once, and an inferred client that calls each of them and reads
 * its answer.
 */
export function clientOfRoutes(count: number): string {
  const numbers = Array.from({ length: count }, (_, at) => at)
  return [
    "import { createClient } from 'vivace/client'",
    shared,
    ...numbers.map((at) => routeNumber(at).replace('app.post(', `const route${at} = route.post(`)),
    `export const api = { ${numbers.map((at) => `route${at}`).join(', ')} }`,
    'app.add(api)',
    "const client = createClient<typeof api>({ baseUrl: 'http://localhost' })",
    ...numbers.map(callNumber),
  ].join('\n')
}

const callNumber = (at: number): string => `
export const answer${at}: Promise<string> = client
  .route${at}({ id: ${at}, token: 'a', item: { name: 'a', price: 1, tags: [], active: true, owner: { id: 1, city: 'b' } } })
  .then(({ city, price }) => city + price.toFixed())
`

const shared = `
import { App, body, dependency, header, path, query, route, singleton } from 'vivace'
import * as z from 'zod'

const database = singleton({}, () => ({ find: (id: number): string => String(id) }))
const user = dependency({ database, token: header(z.string()) }, async ({ database, token }) => ({
  id: token.length,
  name: database.find(token.length),
}))
export const app = new App({ title: 'Cost', version: '1.0.0' })
`

const routeNumber = (at: number): string => `
const Body${at} = z.object({
  name: z.string(),
  price: z.number(),
  tags: z.array(z.string()),
  active: z.boolean(),
  note: z.string().optional(),
  owner: z.object({ id: z.int(), city: z.string() }),
})
const Answer${at} = z.object({
  id: z.int(),
  name: z.string(),
  price: z.number(),
  tags: z.array(z.string()),
  active: z.boolean(),
  city: z.string(),
})
app.post(
  '/resource${at}/{id}',
  {
    inputs: {
      id: path(z.int()),
      limit: query(z.int().default(10)),
      q: query(z.string().optional()),
      item: body(Body${at}),
      user,
      database,
    },
    returns: Answer${at},
  },
  async ({ id, limit, q, item, user, database }) => ({
    id: id + limit + user.id,
    name: q ?? database.find(id) + item.name,
    price: item.price,
    tags: item.tags,
    active: item.active,
    city: item.owner.city,
  }),
)
`
