import { App, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get(
  '/items',
  {
    inputs: {
      q: query(z.string().min(3).max(50).optional(), { description: 'Words of the name' }),
      limit: query(z.int().min(1).max(100).default(20)),
      maxPrice: query(z.number().positive().optional(), { name: 'max-price' }),
      order: query(z.enum(['name', 'price']).default('name')),
      page: query(z.int().optional(), { deprecated: true }),
    },
  },
  (filter) => filter,
)
// #endregion
