// #region app
import { App, path, query } from 'vivace'
import * as z from 'zod'

const Item = z.object({ id: z.int(), name: z.string() })

export const app = new App({ title: 'Shop', version: '1.0.0' })

app.get(
  '/items/{itemId}',
  {
    summary: 'Read one item',
    inputs: { itemId: path(z.int()), q: query(z.string().optional()) },
    returns: Item,
  },
  ({ itemId, q }) => ({ id: itemId, name: q ?? 'an item' }), // itemId: number, q: string | undefined
)
// #endregion
