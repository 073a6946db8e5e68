import { App, path } from 'vivace'
import * as z from 'zod'

// What is not set stays out because the fields are optional; a default would fill them in.
const Item = z.object({
  name: z.string(),
  description: z.string().nullable().optional(),
  price: z.number(),
  tax: z.number().optional(),
  tags: z.array(z.string()).optional(),
})

const items = {
  foo: { name: 'Foo', price: 50.2 },
  bar: { name: 'Bar', description: 'The bartenders', price: 62, tax: 20.2 },
  baz: { name: 'Baz', description: null, price: 50.2, tax: 10.5, tags: [] },
}

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get(
  '/items/{item_id}',
  { inputs: { item_id: path(z.enum(['foo', 'bar', 'baz'])) }, returns: Item },
  ({ item_id }) => items[item_id],
)
