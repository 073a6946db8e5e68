import { App, path, Router } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '2.0.0' })

// #region versions
const itemId = path(z.int())

const items = new Router({ prefix: '/items' })
items.get('/{itemId}', { operationId: 'readItem', inputs: { itemId } }, ({ itemId }) => ({ id: itemId }))

const prices = new Router({ prefix: '/prices' })
prices.get('/{itemId}', { operationId: 'readPrice', inputs: { itemId } }, () => ({ cents: 500 }))

app.include(items, {
  version: '1',
  deprecated: { since: '2026-01-01', sunset: '2026-12-31', link: 'https://shop.example/docs/v2' },
})
app.include(new Router().include(items).include(prices), { version: '2' })
// #endregion
