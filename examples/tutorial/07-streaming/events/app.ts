import { App, event, events, lastEventId } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region route
const Step = z.object({ step: z.int(), message: z.string() })
const messages = ['Picked', 'Packed', 'Sent']

app.get(
  '/orders/1/steps',
  { inputs: { lastEventId }, returns: events(Step) },
  async function* ({ lastEventId }) {
    for (let step = Number(lastEventId ?? 0) + 1; step <= 3; step++) {
      yield event({ step, message: messages[step - 1] ?? '' }, { id: step })
    }
  },
)
// #endregion
