import { App, body, clock, defineError } from 'vivace'
import * as z from 'zod'

const OfferOver = defineError({ status: 410, code: 'offer-over', title: 'The offer is over' })

// #region app
const end = Date.parse('2026-12-24T18:00:00Z')

export const app = new App({ title: 'Shop', version: '1.0.0' })

app.post(
  '/orders',
  { inputs: { item: body(z.object({ name: z.string() })), clock }, errors: [OfferOver] },
  ({ item, clock }) => {
    if (clock.now() > end) throw new OfferOver()
    return { ordered: item.name }
  },
)
// #endregion
