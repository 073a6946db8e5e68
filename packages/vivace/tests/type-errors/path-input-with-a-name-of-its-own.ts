import { path, route } from 'vivace'
import * as z from 'zod'

export const readItem = route.get(
  '/items/{item_id}',
  { inputs: { item: path(z.int(), { name: 'item-id' }) } },
  ({ item }) => ({ item }),
)
