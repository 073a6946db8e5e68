import { App, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region integer
app.get('/items/{itemId}', { inputs: { itemId: path(z.int()) } }, ({ itemId }) => ({
  itemId, // number
  next: itemId + 1,
}))
// #endregion

// #region others
app.get('/users/{userId}', { inputs: { userId: path(z.uuid()) } }, ({ userId }) => ({ userId })) // string

app.get('/days/{day}', { inputs: { day: path(z.iso.date()) } }, ({ day }) => ({ day })) // string

app.get(
  '/sizes/{size}',
  { inputs: { size: path(z.enum(['small', 'large'])) } },
  ({ size }) => ({ size, litres: size === 'small' ? 1 : 5 }), // 'small' | 'large'
)
// #endregion
