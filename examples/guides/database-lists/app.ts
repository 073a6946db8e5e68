import {
  defineDatabase,
  excluded,
  filters,
  keysetPagination,
  selectPage,
  sorting,
  streamRows,
  upsert,
} from '@vivace/data'
import { sql } from 'drizzle-orm'
import { App, body, cursorPageOf, lines, pageOf, pagination } from 'vivace'
import * as z from 'zod'
import * as schema from './tables.ts'

export const data = defineDatabase({ schema, migrations: new URL('./migrations/', import.meta.url) })
const { database, transaction } = data
const { products } = schema

const NewProduct = z.object({
  code: z.string(),
  name: z.string(),
  category: z.enum(['cups', 'plates', 'bowls']),
  price: z.int(),
})
const Product = NewProduct.extend({ id: z.int() })

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region filters
const filter = filters({
  category: { column: products.category, operators: ['eq', 'in'] },
  price: { column: products.price, operators: ['eq', 'gte', 'lte'] },
  name: { column: products.name, operators: ['contains'] },
})
const order = sorting(
  { createdAt: products.createdAt, price: products.price, name: products.name },
  { initial: '-createdAt', unique: products.id },
)

app.get(
  '/products/all',
  { inputs: { filter, order, database }, returns: z.array(Product) },
  ({ filter, order, database }) =>
    database
      .select()
      .from(products)
      .where(filter.where)
      .orderBy(...order.orderBy),
)
// #endregion

// #region numbered
const paging = pagination({ maxLimit: 100 })

app.get(
  '/products',
  { inputs: { paging, filter, order, database }, returns: pageOf(Product) },
  ({ paging, filter, order, database }) =>
    selectPage(database, { paging, order, query: database.select().from(products), where: filter.where }),
)
// #endregion

// #region cursor
const feed = keysetPagination(order)

app.get(
  '/feed',
  { inputs: { feed, filter, database }, returns: cursorPageOf(Product) },
  ({ feed, filter, database }) =>
    feed.page(database.select(feed.fields(products)).from(products), { where: filter.where }),
)
// #endregion

// #region fixed
const newest = keysetPagination([
  { column: products.createdAt, descending: true },
  { column: products.id, descending: true },
])
// #endregion

app.get('/newest', { inputs: { newest, database } }, ({ newest, database }) =>
  newest.page(database.select(newest.fields({ name: products.name })).from(products)),
)

// #region upsert
const Imported = z.object({ added: z.int(), changed: z.int() })

app.post(
  '/products/import',
  { inputs: { transaction, rows: body(z.array(NewProduct).max(10_000)) }, returns: Imported },
  async ({ transaction, rows }) => {
    const { inserted, updated } = await upsert(transaction, rows, { into: products, key: products.code })
    return { added: inserted.length, changed: updated.length }
  },
)
// #endregion

// #region expression
app.post('/products/cheapest', { inputs: { transaction, rows: body(z.array(NewProduct)) } }, (given) =>
  upsert(given.transaction, given.rows, {
    into: products,
    key: products.code,
    update: { price: sql`least(${products.price}, ${excluded(products.price)})` },
  }),
)
// #endregion

// #region stream
app.get(
  '/products/export',
  { inputs: { database }, returns: lines(Product) },
  async function* ({ database }) {
    yield* streamRows(database.select().from(products).orderBy(products.id))
  },
)
// #endregion
