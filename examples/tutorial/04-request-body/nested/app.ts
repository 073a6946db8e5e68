import { App, body } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
const Image = z.object({ url: z.url(), alt: z.string().default('') })

const Item = z.object({
  name: z.string().min(1),
  size: z.object({ width: z.number().positive(), height: z.number().positive() }).optional(),
  images: z.array(Image).max(10).default([]),
  stock: z.record(z.string(), z.int().min(0)).default({}), // by warehouse
})

app.post('/items', { inputs: { item: body(Item) } }, ({ item }) => ({
  name: item.name,
  images: item.images.length,
  stock: Object.values(item.stock).reduce((sum, count) => sum + count, 0),
}))
// #endregion
