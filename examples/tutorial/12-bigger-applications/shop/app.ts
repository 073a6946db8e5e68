// #region app
import { App } from 'vivace'
import { items } from './items/items.ts'
import { office } from './office.ts'
import { orders } from './orders/orders.ts'

export const app = new App({ title: 'Shop', version: '1.0.0' })

app.include(items, { prefix: '/api/v1' })
app.include(orders, { prefix: '/api/v1' })
app.mount('/office', office)
// #endregion
