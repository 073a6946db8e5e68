import { App, HttpError, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region class
class OutOfStock extends Error {
  readonly left: number

  constructor(left: number) {
    super(`Only ${left} left`)
    this.left = left
  }
}
// #endregion

app.post('/items/{itemId}/orders', { inputs: { itemId: path(z.int()) } }, () => {
  throw new OutOfStock(2)
})

// #region handler
app.onError(OutOfStock, (error) => {
  throw new HttpError(409, {
    code: 'out-of-stock',
    title: 'Out of stock',
    detail: error.message,
    extensions: { left: error.left },
  })
})
// #endregion
