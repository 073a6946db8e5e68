import { jsonLogger } from '@vivace/telemetry'
import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { shelf, shop } from './app.ts'

// #region log
it('tells what has happened, and to which request it belongs', async () => {
  let written = ''
  const app = shop(jsonLogger({ destination: { write: (lines) => void (written += lines) } }))
  await using client = await testClient(app)
  const headers = { 'x-correlation-id': 'order-7' }
  await client.post('/orders', { headers, json: { itemId: 1, count: 2 } })
  const lines = written
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(lines).toMatchObject([
    { message: 'order accepted', correlation_id: 'order-7', left: 1 },
    { message: 'request answered', correlation_id: 'order-7', route: '/orders', status: 201 },
  ])
})
// #endregion

const quiet = () => shop(jsonLogger({ destination: { write: () => undefined } }))

it('counts orders and requests', async () => {
  await using client = await testClient(quiet())
  await client.post('/orders', { json: { itemId: 1, count: 7 } })
  const text = (await client.get('/metrics')).text()
  expect(text).toContain('orders_total{outcome="sold-out"} 1\n')
  expect(text).toContain('http_requests_total{method="POST",route="/orders",status="409"} 1\n')
  expect(text).toContain('nodejs_eventloop_lag_seconds')
})

// #region ready
it('is not ready while the shelf is being filled', async () => {
  const app = quiet()
  using _ = app.override(shelf, () => ({ left: 0, isOpen: false }))
  await using client = await testClient(app)
  const answer = await client.get('/health/ready')
  expect(answer.status).toBe(503)
  expect(answer.json()).toMatchObject({ checks: { shelf: { reason: 'it is being filled' } } })
  expect((await client.get('/health/live')).status).toBe(200)
})
// #endregion
