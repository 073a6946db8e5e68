import { App, body, path, Problem, problem, reply } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const ItemCreate = z.object({ name: z.string() })
const Item = z.object({ id: z.int(), ...ItemCreate.shape })

// #region status
app.post('/items', { inputs: { item: body(ItemCreate) }, returns: Item, status: 201 }, ({ item }) => ({
  id: 7,
  ...item,
}))
// #endregion

// #region record
app.put(
  '/items/{itemId}',
  {
    inputs: { itemId: path(z.int()), item: body(ItemCreate) },
    returns: { 200: Item, 201: Item, 409: Problem },
  },
  ({ itemId, item }) => {
    if (item.name === 'Cup') return reply(409, problem('There is a Cup already', { code: 'name-taken' }))
    if (itemId === 7) return reply(200, { id: itemId, ...item })
    return reply(201, { id: itemId, ...item }, { headers: { location: `/items/${itemId}` } })
  },
)
// #endregion
