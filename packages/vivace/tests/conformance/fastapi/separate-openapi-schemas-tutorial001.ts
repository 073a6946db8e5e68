import { App, body } from 'vivace'
import * as z from 'zod'

const Item = z
  .object({ name: z.string(), description: z.string().nullable().default(null) })
  .meta({ id: 'Item' })

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.post('/items/', { inputs: { item: body(Item) } }, ({ item }) => item)
app.get('/items/', { returns: z.array(Item) }, () => [
  { name: 'Portal Gun', description: 'Device to travel through the multi-rick-verse' },
  { name: 'Plumbus' },
])
