import { App, bearer, body, dependency, idempotencyKeys, memoryIdempotencyStore, reply } from 'vivace'
import * as z from 'zod'

const Order = z.object({ item: z.string() })
const OrderOut = Order.extend({ id: z.int() })
const orders: z.infer<typeof OrderOut>[] = []

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region keys
const userId = dependency({ token: bearer() }, ({ token }) => token.split('.')[0] ?? '')

const keys = idempotencyKeys({ store: memoryIdempotencyStore(), scope: userId, required: true, ttl: '24h' })

app.post(
  '/orders',
  { idempotency: keys, inputs: { order: body(Order) }, returns: { 201: OrderOut } },
  ({ order }) => {
    const taken = { id: orders.length + 1, ...order }
    orders.push(taken)
    return reply(201, taken)
  },
)
// #endregion

app.get('/orders', { returns: z.array(OrderOut) }, () => orders)
