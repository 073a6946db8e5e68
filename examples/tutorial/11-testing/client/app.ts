import { App, body, defineError, path, reply } from 'vivace'
import * as z from 'zod'

// #region app
const Item = z.object({ id: z.int(), name: z.string().min(1).max(50), price: z.number().positive() })
const ItemCreate = Item.omit({ id: true })
const NoItem = defineError({ status: 404, code: 'no-item', title: 'There is no such item' })

export function shop(): App {
  const items = new Map<number, z.infer<typeof Item>>()
  const app = new App({ title: 'Shop', version: '1.0.0' })

  app.post('/items', { inputs: { item: body(ItemCreate) }, returns: { 201: Item } }, ({ item }) => {
    const added = { id: items.size + 1, ...item }
    items.set(added.id, added)
    return reply(201, added, { headers: { location: `/items/${added.id}` } })
  })

  app.get(
    '/items/{id}',
    { inputs: { id: path(z.int()) }, returns: Item, errors: [NoItem] },
    ({ id }) => items.get(id) ?? noItem(),
  )
  return app
}
// #endregion

function noItem(): never {
  throw new NoItem()
}

export const app: App = shop()
