// #region route
import { body, reply, route } from 'vivace'
import * as z from 'zod'
import { itemStore } from '../items/item-store.ts'
import { NoItem } from '../items/items.ts'
import { customer } from './customer.ts'

const Order = z.object({ itemId: z.int(), count: z.int().min(1).max(10) })
const Placed = z.object({ customer: z.string(), total: z.number() })

export const placeOrder = route.post(
  '/orders',
  {
    summary: 'Place an order',
    inputs: { order: body(Order), customer, itemStore },
    returns: { 201: Placed },
    errors: [NoItem],
  },
  ({ order, customer, itemStore }) => {
    const item = itemStore.find(order.itemId)
    if (item === undefined) throw new NoItem()
    return reply(201, { customer, total: item.price * order.count })
  },
)
// #endregion
