import { App, body } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region model
const Item = z.object({
  name: z.string().min(1),
  price: z.number().positive(),
  description: z.string().optional(),
  tags: z.array(z.string()).default([]),
})
// #endregion

// #region route
app.post('/items', { inputs: { item: body(Item) } }, ({ item }) => ({
  ...item, // { name: string, price: number, description?: string | undefined, tags: string[] }
  priceWithTax: item.price * 1.25,
}))
// #endregion
