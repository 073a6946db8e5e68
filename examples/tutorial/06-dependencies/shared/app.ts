import { App, dependency, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region dependency
const page = dependency(
  { page: query(z.int().min(1).default(1)), size: query(z.int().min(1).max(100).default(20)) },
  ({ page, size }) => ({ skip: (page - 1) * size, limit: size }),
)
// #endregion

// #region use
app.get('/items', { inputs: { page } }, ({ page }) => ({ items: [], ...page })) // page: { skip, limit }

app.get('/orders', { inputs: { page, q: query(z.string().optional()) } }, ({ page, q }) => ({ q, ...page }))
// #endregion
