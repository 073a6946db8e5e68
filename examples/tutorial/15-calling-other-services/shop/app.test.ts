import { beforeEach, expect, it, vi } from 'vitest'
// #region imports
import { clock } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { httpTransport } from '@vivace/http'
import { mockUpstream } from '@vivace/http/testing'
import { app } from './app.ts'

const level = 'http://127.0.0.1:8001/levels/1'
// #endregion

// What fails is logged as well.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

// #region retry
it('asks again when the stock service is busy', async () => {
  const upstream = mockUpstream()
  upstream.on('GET', level).reply(503, undefined, { times: 1 }).reply(200, { itemId: 1, left: 3 })
  using _ = app.override(httpTransport, () => upstream.open)
  await using client = await testClient(app)
  expect((await client.get('/items/1')).json()).toEqual({ id: 1, left: 3 })
  expect(upstream.requests).toHaveLength(2)
})
// #endregion

// #region silence
it('waits two seconds, and no longer', async () => {
  const upstream = mockUpstream()
  upstream.on('GET', level).hangs()
  const time = fakeClock('2026-12-24')
  using _transport = app.override(httpTransport, () => upstream.open)
  using _time = app.override(clock, () => time)
  await using client = await testClient(app)
  const answering = client.get('/items/1')
  await vi.waitUntil(() => upstream.requests.length === 1, { timeout: 10_000 })
  await time.advance('2s')
  expect((await answering).status).toBe(504)
})
// #endregion

it('says that another service has failed, and not which', async () => {
  const upstream = mockUpstream()
  upstream.on('GET', level).refuses()
  using _ = app.override(httpTransport, () => upstream.open)
  await using client = await testClient(app)
  expect((await client.get('/items/1')).json()).toEqual({
    type: 'about:blank',
    title: 'Another service has failed',
    status: 502,
    code: 'upstream-failed',
  })
})
