import { App, path } from 'vivace'
import * as z from 'zod'

const BaseItem = z.object({ description: z.string() })
const CarItem = BaseItem.extend({ type: z.string().default('car') })
const PlaneItem = BaseItem.extend({ type: z.string().default('plane'), size: z.int() })

const items = {
  item1: { description: 'All my friends drive a low rider', type: 'car' },
  item2: { description: "Music is my aeroplane, it's my aeroplane", type: 'plane', size: 5 },
}

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get(
  '/items/{item_id}',
  { inputs: { item_id: path(z.enum(['item1', 'item2'])) }, returns: z.union([PlaneItem, CarItem]) },
  ({ item_id }) => items[item_id],
)
