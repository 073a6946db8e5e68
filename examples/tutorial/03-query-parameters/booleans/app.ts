import { App, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get(
  '/items',
  { inputs: { inStock: query(z.boolean().default(false), { name: 'in-stock' }) } },
  ({ inStock }) => ({ inStock }),
)
// #endregion
