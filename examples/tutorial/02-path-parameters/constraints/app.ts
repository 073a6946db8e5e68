import { App, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get(
  '/shelves/{shelf}/items/{itemId}',
  {
    inputs: {
      shelf: path(z.string().regex(/^[A-Z]\d$/), { description: 'A letter and a digit' }),
      itemId: path(z.int().min(1).max(9_999), { examples: [7] }),
    },
  },
  ({ shelf, itemId }) => ({ shelf, itemId }),
)
// #endregion
