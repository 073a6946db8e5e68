import { App, body, callback, query } from 'vivace'
import * as z from 'zod'

const Invoice = z.object({
  id: z.string(),
  title: z.string().nullable().default(null),
  customer: z.string(),
  total: z.number(),
})
const InvoiceEvent = z.object({ description: z.string(), paid: z.boolean() })
const InvoiceEventReceived = z.object({ ok: z.boolean() })

/** What the app sends to the address that the client gives, for the documents. */
const invoiceNotification = callback.post('{$callback_url}/invoices/{$request.body.id}', {
  summary: 'Invoice notification',
  operationId: 'invoice_notification',
  inputs: { event: body(InvoiceEvent) },
  returns: InvoiceEventReceived,
})

export const app = new App({ title: 'Invoices', version: '0.1.0', errorFormat: 'fastapi' })

app.post(
  '/invoices/',
  {
    summary: 'Create invoice',
    inputs: { invoice: body(Invoice), callback_url: query(z.url({ protocol: /^https?$/ }).optional()) },
    callbacks: { invoice_notification: invoiceNotification },
  },
  () => ({ msg: 'Invoice received' }),
)
