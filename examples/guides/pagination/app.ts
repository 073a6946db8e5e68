import { App, cursorPageOf, cursorPagination, pageOf, pagination } from 'vivace'
import * as z from 'zod'

const Item = z.object({ id: z.int(), name: z.string() })
const items = Array.from({ length: 45 }, (_, at) => ({ id: at + 1, name: `Cup ${at + 1}` }))

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region numbered
const paging = pagination({ maxLimit: 100, defaultLimit: 20 })

app.get('/items', { inputs: { paging }, returns: pageOf(Item) }, ({ paging }) => {
  const { skip, limit } = paging
  return paging.page(items.slice(skip, skip + limit), { total: items.length })
})
// #endregion

// #region cursor
const byId = cursorPagination(z.object({ id: z.int() }), { maxLimit: 100 })

app.get('/feed', { inputs: { paging: byId }, returns: cursorPageOf(Item) }, ({ paging }) => {
  const after = paging.cursor?.id ?? 0
  const found = items.filter(({ id }) => id > after).slice(0, paging.limit + 1)
  const page = found.slice(0, paging.limit)
  return paging.page(page, found.length > page.length ? page.at(-1) : undefined)
})
// #endregion
