import { App, background, event, events, lastEventId, lines, path, signal, stream } from 'vivace'
import * as z from 'zod'
import { database, findReport, importSteps, type Importing, OrderOut, ReportUnknown } from './shop.ts'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region events
const Step = z.object({ step: z.int(), message: z.string() })

app.get(
  '/imports/{importId}/steps',
  {
    inputs: { importId: path(z.int()), lastEventId, signal },
    returns: events(Step),
  },
  async function* ({ importId, lastEventId, signal }) {
    const importing: Importing = importSteps(importId, { after: Number(lastEventId ?? 0), signal })
    for await (const step of importing) yield event(step, { id: step.step })
    yield event(undefined, { event: 'end', raw: '' })
  },
)
// #endregion

// #region lines
app.get('/orders.jsonl', { inputs: { database }, returns: lines(OrderOut) }, async function* ({ database }) {
  for await (const order of database.orders()) yield order
})
// #endregion

// #region before
app.get(
  '/reports/{name}',
  {
    inputs: { name: path(z.string()) },
    returns: stream('text/csv; charset=utf-8'),
    errors: [ReportUnknown],
  },
  async function* ({ name }) {
    const report = await findReport(name)
    if (report === undefined) throw new ReportUnknown()
    yield 'id,total\n'
    for (const row of report) yield `${row.id},${row.total}\n`
  },
)
// #endregion

// #region background
app.post('/orders', { inputs: { database, background }, status: 201 }, async ({ database, background }) => {
  const order = await database.placeOrder()
  background.add(database.sendReceipt, order.id)
  background.add(() => database.count('orders'))
  return order
})
// #endregion
