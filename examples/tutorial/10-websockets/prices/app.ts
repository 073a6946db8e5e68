import { App, path, socket } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const prices = new Map([
  ['chair', 49],
  ['lamp', 20],
])

// #region channel
const Question = z.object({ item: z.string(), amount: z.int().min(1) })
const Price = z.object({ item: z.string(), price: z.number() })

app.websocket(
  '/shops/{shopId}/prices',
  { inputs: { shopId: path(z.int()), socket: socket({ receives: Question, sends: Price }) } },
  async ({ socket }) => {
    for await (const { item, amount } of socket) {
      await socket.send({ item, price: (prices.get(item) ?? 0) * amount })
    }
  },
)
// #endregion
