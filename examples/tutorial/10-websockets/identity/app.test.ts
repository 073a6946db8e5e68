import { expect, it } from 'vitest'
import { clock } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { app } from './app.ts'

it('closes with 4401 without a token, and with 4403 for a foreign one', async () => {
  await using client = await testClient(app)
  await using nobody = await client.websocket('/news')
  expect(await nobody.closed).toEqual({ code: 4401, reason: 'not-authenticated' })
  await using foreign = await client.websocket('/news', { headers: { authorization: 'Bearer other' } })
  expect(await foreign.closed).toEqual({ code: 4403, reason: 'foreign-token' })
})

// #region test
it('closes with 4401 when the token is over', async () => {
  await using client = await testClient(app)
  const time = fakeClock('2026-01-01T09:00:00Z')
  using _ = app.override(clock, () => time)
  await using socket = await client.websocket('/news', { headers: { authorization: 'Bearer a-token' } })
  expect(await socket.receive()).toBe('hello ada')
  await time.advance('5m')
  expect(await socket.closed).toEqual({ code: 4401, reason: 'expired' })
})
// #endregion
