import { App, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get(
  '/items',
  {
    inputs: {
      category: query(z.string()), // must be sent
      q: query(z.string().optional()), // string | undefined
      limit: query(z.int().default(20)), // number
    },
  },
  ({ category, q, limit }) => ({ category, q, limit }),
)
// #endregion
