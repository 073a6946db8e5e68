import { App, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get('/items/{item-id}', { inputs: { itemId: path(z.int(), { name: 'item-id' }) } }, ({ itemId }) => ({
  itemId,
}))
// #endregion
