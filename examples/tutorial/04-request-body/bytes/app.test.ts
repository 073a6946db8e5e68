import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

const body = '{ "type": "paid" }'

function signed(text: string): Record<string, string> {
  const signature = createHmac('sha256', 'known-to-the-sender').update(text).digest('hex')
  return { 'content-type': 'application/json', 'x-signature': signature }
}

describe("the body's bytes", () => {
  it('are there beside the parsed body, as they came', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/webhooks/payment', { headers: signed(body), body })
    expect(answer.json()).toEqual({ received: 'paid' })
  })

  it('show what somebody else has signed', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/webhooks/payment', { headers: signed('other'), body })
    expect(answer.status).toBe(403)
  })
})
