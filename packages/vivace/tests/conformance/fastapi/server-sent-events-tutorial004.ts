import { App, event, events, header } from 'vivace'
import * as z from 'zod'

const Item = z.object({ name: z.string(), price: z.number() })

const items = [
  { name: 'Plumbus', price: 32.99 },
  { name: 'Portal Gun', price: 999.99 },
  { name: 'Meeseeks Box', price: 49.99 },
]

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get(
  '/items/stream',
  { inputs: { lastEventId: header(z.int().optional()) }, returns: events(Item) },
  async function* ({ lastEventId }) {
    const start = lastEventId === undefined ? 0 : lastEventId + 1
    for (const [index, item] of items.slice(start).entries()) yield event(item, { id: start + index })
  },
)
