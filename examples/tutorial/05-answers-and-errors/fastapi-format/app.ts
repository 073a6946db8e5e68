import { App, HttpError, path } from 'vivace'
import * as z from 'zod'

// #region app
export const app = new App({ title: 'Shop', version: '1.0.0', errorFormat: 'fastapi' })
// #endregion

app.get('/items/{itemId}', { inputs: { itemId: path(z.int()) } }, () => {
  throw new HttpError(404, { detail: 'Item not found' })
})
