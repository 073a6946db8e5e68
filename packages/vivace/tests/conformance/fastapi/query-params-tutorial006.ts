import { App, path, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get(
  '/items/{item_id}',
  {
    inputs: {
      item_id: path(z.string()),
      needy: query(z.string()),
      skip: query(z.int().default(0)),
      limit: query(z.int().nullable().default(null)),
    },
  },
  (values) => values,
)
