import { App, body } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const Item = z.object({ name: z.string(), price: z.number() })
const Buyer = z.object({ email: z.email() })

// #region several
app.post(
  '/orders',
  { inputs: { item: body(Item), buyer: body(Buyer), count: body(z.int().min(1).default(1)) } },
  ({ item, buyer, count }) => ({ total: item.price * count, sendTo: buyer.email }),
)
// #endregion

// #region embed
app.post('/items', { inputs: { item: body(Item, { embed: true }) } }, ({ item }) => item)
// #endregion
