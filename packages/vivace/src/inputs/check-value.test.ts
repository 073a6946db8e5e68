import { type } from 'arktype'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { App } from '../app.ts'
import { testClient } from '../testing/index.ts'
import { body } from './body.ts'

describe('what reaches the handler', () => {
  it('has no undeclared field, even if the library keeps them and a transform hides what the schema makes', async () => {
    const seen: unknown[] = []
    const Payment = type({ amount: type('string').pipe((text) => ({ cents: Number(text) })), to: 'string' })
    const app = new App({ title: 'Bank', version: '1' })
    app.post('/payments', { inputs: { payment: body(Payment) } }, ({ payment }) => void seen.push(payment))
    await using client = await testClient(app)
    await client.post('/payments', { json: { amount: '100', to: 'Ann', approved: true } })
    expect(seen).toEqual([{ amount: { cents: 100 }, to: 'Ann' }])
  })

  it('is refused by a strict schema that transforms, by the name of the field', async () => {
    const Payment = z.strictObject({ amount: z.string().transform(Number) })
    const app = new App({ title: 'Bank', version: '1' })
    app.post('/payments', { inputs: { payment: body(Payment) } }, () => 'paid')
    await using client = await testClient(app)
    const answer = await client.post('/payments', { json: { amount: '100', approved: true } })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({
      errors: [{ in: 'body', pointer: '/approved', code: 'additionalProperties' }],
    })
  })
})
