import { App, dependency, HttpError, path } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { silentLogger } from 'vivace'
import { telemetry } from '../requests/telemetry.ts'
import { Metrics } from './metrics.ts'
import { metricsRouter } from './metrics-router.ts'

function counted() {
  const metrics = new Metrics()
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: silentLogger,
    middleware: [telemetry({ metrics })],
  })
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  app.get('/items/{id}', { inputs: { id: path(z.int()) }, returns: z.int() }, ({ id }) => id)
  app.get('/slow', {}, () => released)
  app.get('/broken', {}, () => {
    throw new Error('out of order')
  })
  app.include(metricsRouter(metrics))
  return { app, metrics, release: () => release() }
}

describe('the metrics of requests', () => {
  it('count by method, route template and status, and never by path', async () => {
    const { app, metrics } = counted()
    await using client = await testClient(app)
    for (const id of ['1', '2', '3', 'x']) await client.get(`/items/${id}`)
    for (const path of ['/nowhere', '/items/1/2', '/.env', '//']) await client.get(path)
    await client.delete('/items/1')
    await client.request('PROPFIND', '/items/1')
    await client.get('/broken')
    const series = metrics
      .render()
      .split('\n')
      .filter((line) => line.startsWith('http_requests_total'))
      .sort()
    expect(series).toEqual([
      'http_requests_total{method="DELETE",route="unmatched",status="405"} 1',
      'http_requests_total{method="GET",route="/broken",status="500"} 1',
      'http_requests_total{method="GET",route="/items/{id}",status="200"} 3',
      'http_requests_total{method="GET",route="/items/{id}",status="422"} 1',
      'http_requests_total{method="GET",route="unmatched",status="400"} 1',
      'http_requests_total{method="GET",route="unmatched",status="404"} 3',
      'http_requests_total{method="OTHER",route="unmatched",status="405"} 1',
    ])
  })

  it('measure how long an answer takes', async () => {
    const { app, metrics } = counted()
    await using client = await testClient(app)
    await client.get('/items/1')
    await client.get('/items/2')
    const labels = 'method="GET",route="/items/{id}",status="200"'
    expect(metrics.render()).toContain(`http_request_duration_seconds_bucket{${labels},le="+Inf"} 2\n`)
    expect(metrics.render()).toContain(`http_request_duration_seconds_count{${labels}} 2\n`)
  })

  it('say how many requests wait for their answer, and are back at 0 after them', async () => {
    const { app, metrics, release } = counted()
    await using client = await testClient(app)
    const slow = Array.from({ length: 100 }, () => client.get('/slow'))
    await client.get('/items/1')
    expect(metrics.render()).toContain('http_requests_in_progress{method="GET",route="/slow"} 100\n')
    release()
    await Promise.all(slow)
    expect(metrics.render()).toContain('http_requests_in_progress{method="GET",route="/slow"} 0\n')
  })
})

describe('metricsRouter()', () => {
  it('answers the exposition format, and is in the documents', async () => {
    const { app } = counted()
    await using client = await testClient(app)
    const answer = await client.get('/metrics')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(answer.text()).toContain('# TYPE http_requests_total counter\n')
    expect(app.openapi()).toMatchObject({ paths: { '/metrics': { get: { operationId: 'readMetrics' } } } })
  })

  it('lives where it is told to, behind guards, and outside of the documents', async () => {
    const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
    const nobody = dependency({}, () => {
      throw new HttpError(403, { code: 'forbidden' })
    })
    app.include(metricsRouter(new Metrics(), { path: '/own', dependencies: [nobody], hidden: true }), {
      prefix: '/ops',
    })
    await using client = await testClient(app)
    expect((await client.get('/ops/own')).status).toBe(403)
    expect(app.openapi()).toMatchObject({ paths: {} })
  })
})
