import { App, path, reply } from 'vivace'
import * as z from 'zod'

const Item = z.object({ id: z.string(), value: z.string() })
const Message = z.object({ message: z.string() })

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get(
  '/items/{item_id}',
  { inputs: { item_id: path(z.string()) }, returns: { 200: Item, 404: Message } },
  ({ item_id }) =>
    item_id === 'foo'
      ? reply(200, { id: 'foo', value: 'there goes my hero' })
      : reply(404, { message: 'Item not found' }),
)
