import { App, path, singleton } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

export const events: string[] = []

// #region singletons
const settings = singleton({}, () => ({ poolSize: 5 }))

const pool = singleton({ settings }, async function* ({ settings }) {
  events.push('opened')
  yield { size: settings.poolSize, read: async (id: number) => ({ id, name: 'Cup' }) }
  events.push('closed')
})
// #endregion

// #region use
app.get('/items/{itemId}', { inputs: { itemId: path(z.int()), pool } }, ({ itemId, pool }) =>
  pool.read(itemId),
)
// #endregion
