import { App, body, path, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const Item = z.object({ name: z.string().min(1), price: z.number().positive() })

// #region app
app.put(
  '/items/{itemId}',
  {
    inputs: {
      itemId: path(z.int()),
      notify: query(z.boolean().default(false)),
      item: body(Item),
    },
  },
  ({ itemId, notify, item }) => ({ id: itemId, ...item, notify }),
)
// #endregion
