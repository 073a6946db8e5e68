import { expect, it } from 'vitest'
import { clock } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { app } from './app.ts'

// #region test
it('takes orders until six in the evening', async () => {
  const time = fakeClock('2026-12-24T17:59:59Z')
  using _ = app.override(clock, () => time)
  await using client = await testClient(app)
  const order = () => client.post('/orders', { json: { name: 'Cup' } })
  expect((await order()).status).toBe(200)
  await time.advance('2s')
  expect((await order()).status).toBe(410)
})
// #endregion
