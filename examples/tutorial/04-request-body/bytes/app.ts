import { createHmac, timingSafeEqual } from 'node:crypto'
import { App, body, header, HttpError } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const secret = 'known-to-the-sender'
const Event = z.object({ type: z.string() })

// #region app
app.post(
  '/webhooks/payment',
  {
    inputs: {
      event: body(Event),
      bytes: body.bytes({ mediaType: 'application/json' }), // as they came: Uint8Array
      signature: header(z.hash('sha256', { enc: 'hex' }), { name: 'x-signature' }),
    },
  },
  ({ event, bytes, signature }) => {
    const expected = createHmac('sha256', secret).update(bytes).digest()
    if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) throw new HttpError(403)
    return { received: event.type }
  },
)
// #endregion
