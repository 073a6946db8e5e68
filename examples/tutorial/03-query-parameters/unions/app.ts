import { App, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region unions
app.get(
  '/items',
  { inputs: { limit: query(z.union([z.int(), z.literal('all')]).default(20)) } },
  ({ limit }) => ({ limit, isNumber: typeof limit === 'number' }), // number | 'all'
)
// #endregion

// #region dates
const day = z.codec(z.iso.date(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString().slice(0, 10),
})

app.get('/sales', { inputs: { since: query(day) } }, ({ since }) => ({
  year: since.getUTCFullYear(), // since: Date
}))
// #endregion
