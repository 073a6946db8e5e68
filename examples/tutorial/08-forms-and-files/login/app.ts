import { App, form } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region fields
app.post(
  '/login',
  { inputs: { username: form(z.string()), remember: form(z.boolean().default(false)) } },
  ({ username, remember }) => ({ username, remember }),
)
// #endregion

// #region model
const Order = z.object({
  item: z.string(),
  count: z.int().min(1).default(1),
  extras: z.array(z.string()).default([]),
})

app.post('/orders', { inputs: { order: form.model(Order) } }, ({ order }) => order)
// #endregion
