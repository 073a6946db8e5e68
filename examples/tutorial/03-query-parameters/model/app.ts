import { App, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region model
const Filter = z.object({
  q: z.string().optional(),
  tags: z.array(z.string()).default([]),
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(100).default(20),
})

app.get('/items', { inputs: { filter: query.model(Filter) } }, ({ filter }) => filter)
// #endregion

// #region reject
app.get(
  '/orders',
  { unknownFields: 'reject', inputs: { filter: query.model(Filter) } },
  ({ filter }) => filter,
)
// #endregion
