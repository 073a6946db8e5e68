import { App, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get('/items/{itemId}', { inputs: { itemId: path(z.int()) } }, ({ itemId }) => ({ itemId }))

app.delete('/items/{itemId}', { inputs: { itemId: path(z.int()) } }, () => undefined)
// #endregion
