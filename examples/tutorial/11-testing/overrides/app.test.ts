import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, bank, NoRate } from './app.ts'

// #region test
it('takes the rate of the day', async () => {
  using _ = app.override(bank, () => ({ rate: async () => 1.25 }))
  await using client = await testClient(app)
  expect((await client.get('/prices/USD')).json()).toEqual({ cup: 10 })
})

it('says so when the bank does not answer', async () => {
  using _ = app.override(bank, () => ({ rate: () => Promise.reject(new NoRate()) }))
  await using client = await testClient(app)
  const answer = await client.get('/prices/USD')
  expect(answer.status).toBe(503)
  expect(answer.json()).toMatchObject({ code: 'no-rate' })
})
// #endregion
