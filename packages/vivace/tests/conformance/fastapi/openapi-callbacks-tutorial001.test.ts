import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './openapi-callbacks-tutorial001.ts'

const invoice = { id: 'fooinvoice', customer: 'John', total: 5.3 }

describe('an operation with a callback', () => {
  it('answers as others do', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/invoices/', { json: invoice })
    expect([answer.status, answer.json()]).toEqual([200, { msg: 'Invoice received' }])
  })

  it('takes the address of the callback, and no other text', async () => {
    await using client = await testClient(app)
    const query = { callback_url: 'https://example.com' }
    expect((await client.post('/invoices/', { json: invoice, query })).status).toBe(200)
    const answer = await client.post('/invoices/', {
      json: invoice,
      query: { callback_url: 'ftp://example.com' },
    })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ detail: [{ loc: ['query', 'callback_url'] }] })
  })

  it('describes what it will send', () => {
    expect(app.openapi().paths['/invoices/']).toMatchObject({
      post: {
        callbacks: {
          invoice_notification: {
            '{$callback_url}/invoices/{$request.body.id}': { post: { operationId: 'invoice_notification' } },
          },
        },
      },
    })
  })
})
