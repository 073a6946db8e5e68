import {
  App,
  body,
  dependency,
  entityTag,
  HttpError,
  path,
  preconditions,
  reply,
  response,
  singleton,
} from 'vivace'
import { compress } from 'vivace/compression'
import { etag } from 'vivace/middleware'
import * as z from 'zod'

const Item = z.object({ name: z.string(), price: z.number() })

export const items = singleton(
  {},
  () => new Map([[1, { item: { name: 'Cup', price: 4 }, version: 1, changed: new Date('2026-11-21') }]]),
)

const stored = dependency({ items, id: path(z.int()) }, ({ items, id }) => {
  const found = items.get(id)
  if (found === undefined) throw new HttpError(404, { code: 'not-found' })
  return found
})

// #region middleware
export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  middleware: [compress(), etag()],
})

app.get('/items', { inputs: { items } }, ({ items }) => [...items.values()].map(({ item }) => item))
// #endregion

// #region read
app.get(
  '/items/{id}',
  { inputs: { stored, conditions: preconditions(), response }, returns: { 200: Item, 304: null } },
  ({ stored, conditions, response }) => {
    response.header('etag', entityTag(stored.version))
    return conditions.isNotModified(stored.version) ? reply(304) : reply(200, stored.item)
  },
)
// #endregion

// #region write
const conditions = preconditions({ required: true })

app.put(
  '/items/{id}',
  { inputs: { stored, conditions, response, item: body(Item) }, returns: Item },
  ({ stored, conditions, response, item }) => {
    conditions.require(stored.version) // 412 if somebody was faster
    stored.item = item
    stored.version += 1
    response.header('etag', entityTag(stored.version))
    return item
  },
)
// #endregion
