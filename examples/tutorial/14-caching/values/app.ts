import { cache, namespace } from '@vivace/cache'
import { App, body, defineError, path } from 'vivace'
import * as z from 'zod'
import { Item, itemTable } from './item-table.ts'

const NoItem = defineError({ status: 404, code: 'no-item', title: 'There is no such item' })

// #region declare
export const caches = cache({
  namespaces: {
    items: namespace({ name: 'items', key: z.int(), value: Item, ttl: '5m', entries: 1_000 }),
  },
})
// #endregion

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region read
app.get(
  '/items/{id}',
  { inputs: { id: path(z.int()), caches, itemTable }, returns: Item, errors: [NoItem] },
  async ({ id, caches, itemTable }) => {
    const item = await caches.items.getOrLoad(id, () => itemTable.find(id))
    if (item === undefined) throw new NoItem()
    return item
  },
)
// #endregion

// #region write
app.put(
  '/items/{id}',
  { inputs: { id: path(z.int()), item: body(Item), caches, itemTable }, returns: Item },
  ({ id, item, caches, itemTable }) => caches.items.write(id, () => itemTable.save(id, item)),
)
// #endregion

// #region stats
app.get('/cache', { inputs: { caches } }, ({ caches }) => {
  const { memoryHits, sharedHits, loads } = caches.items.stats()
  return { memoryHits, sharedHits, loads }
})
// #endregion
