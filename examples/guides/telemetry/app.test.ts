import { testClient } from 'vivace/testing'
import { jsonLogger, type LogDestination } from '@vivace/telemetry'
import { describe, expect, it } from 'vitest'
import { database, shop } from './app.ts'

function recorded() {
  let text = ''
  const destination: LogDestination = { write: (lines) => void (text += lines) }
  const lines = (): unknown[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line))
  return { app: shop(jsonLogger({ destination })), lines }
}

describe('the shop', () => {
  it('logs each request with its id and its user', async () => {
    const { app, lines } = recorded()
    await using client = await testClient(app)
    const headers = { 'x-user': 'ana', 'x-correlation-id': 'order-7' }
    const answer = await client.get('/orders/7', { headers })
    expect(answer.headers.get('x-correlation-id')).toBe('order-7')
    expect(lines()).toMatchObject([
      { level: 'info', message: 'order read', correlation_id: 'order-7', user_id: 'ana', order: 7 },
      {
        level: 'info',
        message: 'request answered',
        correlation_id: 'order-7',
        user_id: 'ana',
        route: '/orders/{id}',
        status: 204,
        ip: '127.0.0.1',
      },
    ])
  })

  it('counts requests by route, and logins by their end', async () => {
    await using client = await testClient(recorded().app)
    await client.get('/orders/7')
    await client.get('/orders/7', { headers: { 'x-user': 'ana' } })
    const text = (await client.get('/metrics')).text()
    expect(text).toContain('auth_operations_total{operation="login",status="refused"} 1\n')
    expect(text).toMatch(/auth_operations_total\{operation="login",status="ok"\} [1-9]/)
    expect(text).toContain('http_requests_total{method="GET",route="/orders/{id}",status="401"} 1\n')
    expect(text).toContain('process_resident_memory_bytes ')
  })

  it('says why it is not ready, without a secret', async () => {
    const { app } = recorded()
    const state = { isUp: false, pendingMigrations: 0 }
    using _ = app.override(database, () => state)
    await using client = await testClient(app)
    expect((await client.get('/api/v1/health')).status).toBe(200)
    const down = await client.get('/api/v1/readiness')
    expect(down.status).toBe(503)
    expect(down.json()).toMatchObject({ status: 'not-ready', checks: { database: { status: 'failed' } } })
    expect(down.text()).not.toContain('hunter2')
    Object.assign(state, { isUp: true, pendingMigrations: 2 })
    expect((await client.get('/api/v1/readiness')).json()).toMatchObject({
      checks: { database: { reason: '2 migrations are pending' } },
    })
    state.pendingMigrations = 0
    expect((await client.get('/api/v1/readiness')).status).toBe(200)
  })
})
