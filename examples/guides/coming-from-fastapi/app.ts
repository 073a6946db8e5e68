import {
  App,
  bearer,
  body,
  defineError,
  dependency,
  fastapiDetail,
  header,
  HttpError,
  path,
  query,
  reply,
  Router,
  singleton,
  ValidationError,
} from 'vivace'
import * as z from 'zod'

// #region models
const NewItem = z.object({ name: z.string().min(1), price: z.number().gt(0), supplier: z.string() })
const ItemChanges = NewItem.partial()
const Item = z.object({ id: z.int(), name: z.string(), price: z.number() }).meta({ id: 'Item' })
// #endregion

// #region dependencies
export const stock = singleton({}, async function* () {
  const items = new Map([[1, { id: 1, name: 'Lamp', price: 20, supplier: 'Nord' }]])
  yield items
  items.clear()
})

const page = dependency(
  { skip: query(z.int().min(0).default(0)), limit: query(z.int().max(100).default(10)) },
  ({ skip, limit }) => ({ first: skip, last: skip + limit }),
)

const transaction = dependency({ stock }, function* ({ stock }) {
  const draft = new Map(stock)
  yield draft
  for (const [id, item] of draft) stock.set(id, item)
})
// #endregion

// #region security
const token = bearer()

export const currentUser = dependency({ token }, ({ token }) => {
  if (token === 'jessica') return { name: 'Jessica' }
  throw new HttpError(401, { detail: 'Unknown token', headers: { 'www-authenticate': 'Bearer' } })
})
// #endregion

// #region router
const ItemUnknown = defineError({ status: 404, code: 'item-unknown', title: 'Item not found' })

const items = new Router({ prefix: '/items', tags: ['Items'], errors: [ItemUnknown] })
// #endregion

// #region parameters
items.get(
  '/{item_id}',
  {
    summary: 'Read one item',
    inputs: {
      item_id: path(z.int().min(1)),
      currency: query(z.enum(['EUR', 'USD']).default('EUR')),
      labels: query(z.array(z.string().max(20)).optional(), { name: 'label' }),
      user_agent: header(z.string().optional()),
      stock,
    },
    returns: Item,
  },
  ({ item_id, stock }) => {
    const item = stock.get(item_id)
    if (item === undefined) throw new ItemUnknown({ detail: `There is no item ${item_id}` })
    return item
  },
)
// #endregion

// #region list
items.get('/', { inputs: { page, stock }, returns: z.array(Item) }, ({ page, stock }) =>
  [...stock.values()].slice(page.first, page.last),
)
// #endregion

// #region body
items.post(
  '/',
  { status: 201, inputs: { item: body(NewItem), user: currentUser, stock: transaction }, returns: Item },
  ({ item, stock }) => {
    const id = stock.size + 1
    stock.set(id, { id, ...item })
    return { id, ...item }
  },
)
// #endregion

// #region update
items.patch(
  '/{item_id}',
  {
    dependencies: [currentUser],
    inputs: { item_id: path(z.int()), changes: body(ItemChanges), stock: transaction },
    returns: Item,
  },
  ({ item_id, changes, stock }) => {
    const item = stock.get(item_id)
    if (item === undefined) throw new ItemUnknown()
    const changed = Object.assign({ ...item }, changes)
    stock.set(item_id, changed)
    return changed
  },
)
// #endregion

// #region app
export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  errorFormat: 'fastapi',
  redirectSlashes: true,
})
app.include(items, { prefix: '/api' })
// #endregion

// #region handler
app.onError(ValidationError, (error) => reply(422, { detail: fastapiDetail(error), help: '/docs' }))
// #endregion
