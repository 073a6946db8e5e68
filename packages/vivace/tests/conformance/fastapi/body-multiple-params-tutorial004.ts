import { App, body, path, query } from 'vivace'
import * as z from 'zod'

const Item = z.object({
  name: z.string(),
  description: z.string().nullable().default(null),
  price: z.number(),
  tax: z.number().nullable().default(null),
})
const User = z.object({ username: z.string(), full_name: z.string().nullable().default(null) })

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.put(
  '/items/{item_id}',
  {
    inputs: {
      item_id: path(z.int()),
      item: body(Item),
      user: body(User),
      importance: body(z.int().gt(0)),
      q: query(z.string().optional()),
    },
  },
  (values) => values,
)
