// #region router
import { defineError, path, Router } from 'vivace'
import * as z from 'zod'
import { Item } from './item.ts'
import { itemStore } from './item-store.ts'

export const NoItem = defineError({ status: 404, code: 'no-item', title: 'There is no such item' })

export const items = new Router({ prefix: '/items', tags: ['Items'] })

items.get('', { inputs: { itemStore }, returns: z.array(Item) }, ({ itemStore }) => [...itemStore.all()])

items.get(
  '/{id}',
  { inputs: { id: path(z.int()), itemStore }, returns: Item, errors: [NoItem] },
  ({ id, itemStore }) => {
    const item = itemStore.find(id)
    if (item === undefined) throw new NoItem()
    return item
  },
)
// #endregion
