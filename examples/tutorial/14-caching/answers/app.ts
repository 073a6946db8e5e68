import { answers, cache, cachedAnswers } from '@vivace/cache'
import { App, singleton } from 'vivace'

export const orders = singleton({}, () => ({ sold: 3 }))

// #region declare
export const caches = cache({ namespaces: { answers: answers({ ttl: '5m', entries: 100 }) } })

export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  middleware: [cachedAnswers({ caches, routes: { '/bestsellers': { ttl: '1m', tags: ['orders'] } } })],
})

app.get('/bestsellers', { inputs: { orders } }, ({ orders }) => [{ name: 'Cup', sold: orders.sold }])
// #endregion

// #region delete
app.post('/orders', { inputs: { orders, caches }, status: 204 }, async ({ orders, caches }) => {
  orders.sold += 1
  await caches.answers.deleteTags('orders')
})
// #endregion
