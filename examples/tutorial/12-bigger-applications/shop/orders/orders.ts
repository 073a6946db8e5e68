// #region record
import { Router } from 'vivace'
import { cancelOrder } from './cancel-order.ts'
import { customer } from './customer.ts'
import { placeOrder } from './place-order.ts'

export const orders = new Router({ tags: ['Orders'], dependencies: [customer] })

orders.add({ placeOrder, cancelOrder })
// #endregion
