import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

const json = { email: 'ana@shop.example', isAdmin: true }

describe('a field that the schema does not name', () => {
  it('never reaches the handler', async () => {
    await using client = await testClient(app)
    expect((await client.post('/users', { json })).json()).toEqual({ email: 'ana@shop.example' })
  })

  it("is refused under unknownFields: 'reject'", async () => {
    await using client = await testClient(app)
    const answer = await client.post('/members', { json })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/isAdmin', code: 'additionalProperties' }] })
  })
})
