import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, asked } from './app.ts'

it('makes a dependency once for each request, however often it is named', async () => {
  await using client = await testClient(app)
  for (const tenant of ['oslo', 'rome']) {
    const answer = await client.get('/offer', { headers: { 'x-tenant': tenant } })
    expect(answer.json()).toEqual({ tenant, currency: tenant === 'oslo' ? 'NOK' : 'EUR' })
  }
  expect(asked).toEqual(['oslo', 'rome'])
})
