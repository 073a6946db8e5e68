import { App, lines } from 'vivace'
import * as z from 'zod'

const rows = [
  { id: 1, name: 'Chair', cost: 12 },
  { id: 2, name: 'Lamp', cost: 8 },
]

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region route
const Item = z.object({ id: z.int(), name: z.string() })

app.get('/items.jsonl', { returns: lines(Item) }, async function* () {
  for (const row of rows) yield row
})
// #endregion
