import { path, route } from 'vivace'
import * as z from 'zod'

export const cancelOrder = route.delete(
  '/orders/{id}',
  { summary: 'Cancel an order', inputs: { id: path(z.int()) } },
  () => undefined,
)
