import { App, body } from 'vivace'
import * as z from 'zod'

const Item = z.object({
  name: z.string(),
  description: z.string().nullable().default(null),
  price: z.number(),
  tax: z.number().nullable().default(null),
})

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.post('/items/', { inputs: { item: body(Item) } }, ({ item }) => item)
