import { App, body, path } from 'vivace'
import * as z from 'zod'

const ItemUpdate = z
  .object({
    name: z.string().nullable(),
    description: z.string().nullable(),
    price: z.number().nullable(),
    tax: z.number(),
    tags: z.array(z.string()),
  })
  .partial()
const Item = z.object({
  name: z.string().nullable().default(null),
  description: z.string().nullable().default(null),
  price: z.number().nullable().default(null),
  tax: z.number().default(10.5),
  tags: z.array(z.string()).default([]),
})

const items = new Map<string, z.input<typeof Item>>([
  ['foo', { name: 'Foo', price: 50.2 }],
  ['bar', { name: 'Bar', description: 'The bartenders', price: 62, tax: 20.2 }],
  ['baz', { name: 'Baz', description: null, price: 50.2, tax: 10.5, tags: [] }],
])

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get(
  '/items/{item_id}',
  { inputs: { item_id: path(z.string()) }, returns: Item },
  ({ item_id }) => items.get(item_id) ?? {},
)

app.patch(
  '/items/{item_id}',
  { inputs: { item_id: path(z.string()), changes: body(ItemUpdate) }, returns: Item },
  ({ item_id, changes }) => {
    const item = { ...items.get(item_id), ...changes }
    items.set(item_id, item)
    return item
  },
)
