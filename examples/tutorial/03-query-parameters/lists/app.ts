import { App, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get(
  '/items',
  {
    inputs: {
      tags: query(z.array(z.string()).default([]), { name: 'tag' }),
      ids: query(z.array(z.int()).max(3).optional(), { name: 'id' }),
    },
  },
  ({ tags, ids }) => ({ tags, ids }),
)
// #endregion
