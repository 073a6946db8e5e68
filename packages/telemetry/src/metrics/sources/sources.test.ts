import { App, singleton } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RecordedLog } from '../../../tests/recorded-log.ts'
import { jsonLogger } from '../../logs/json-logger.ts'
import { Metrics } from '../metrics.ts'
import { metricsRouter } from '../metrics-router.ts'
import { type CacheFigures, cacheMetrics } from './cache-metrics.ts'
import { countCalls } from './http-client-metrics.ts'
import type { MetricsSource } from './metrics-source.ts'
import { poolMetrics } from './pool-metrics.ts'
import { queueMetrics } from './queue-metrics.ts'

afterEach(() => {
  vi.useRealTimers()
})

async function read(metrics: Metrics, sources: readonly MetricsSource[]) {
  const recorded = new RecordedLog()
  const app = new App({ title: 'Shop', version: '1.0.0', log: jsonLogger({ destination: recorded }) })
  app.include(metricsRouter(metrics, { sources }))
  await using client = await testClient(app)
  const answer = await client.get('/metrics')
  return { status: answer.status, text: answer.text(), recorded }
}

describe('sources of metrics', () => {
  it('count on where the app is started again, although what they count begins anew', async () => {
    const metrics = new Metrics()
    const nothing: CacheFigures = {
      memoryHits: 0,
      memoryMisses: 0,
      sharedHits: 0,
      sharedMisses: 0,
      staleHits: 0,
      loads: 0,
      failures: 0,
      evictions: 0,
      entries: 0,
      bytes: 0,
    }
    let figures = { ...nothing, loads: 5, entries: 3 }
    const caches = singleton({}, () => ({ notes: { stats: () => figures } }))
    const sources = [cacheMetrics(caches)]
    expect((await read(metrics, sources)).text).toContain('cache_loads_total{namespace="notes"} 5\n')
    figures = { ...nothing, loads: 2, entries: 1 }
    const { text } = await read(metrics, sources)
    expect(text).toContain('cache_loads_total{namespace="notes"} 7\n')
    expect(text).toContain('cache_entries{namespace="notes"} 1\n')
  })

  it('leave everything else as it is where one of them fails, or never ends', async () => {
    const metrics = new Metrics()
    const database = singleton({}, () => ({}))
    const fails = queueMetrics('mail', { database }, () => Promise.reject(new Error('gone')))
    const hangs = queueMetrics('post', { database }, () => new Promise<never>(() => undefined))
    const throws = poolMetrics('main', { database }, () => {
      throw new Error('closed')
    })
    const well = poolMetrics('other', { database }, () => ({ used: 1, idle: 2, waiting: 0, max: 5 }))
    const { status, text, recorded } = await read(metrics, [fails, hangs, throws, well])
    expect(status).toBe(200)
    expect(text).toContain('db_pool_max_connections{pool="other"} 5\n')
    expect(text).not.toContain('pool="main"')
    expect(recorded.of('Some metrics could not be read.')).toHaveLength(3)
  })

  it('say for how long the oldest entry of a queue has waited', async () => {
    const database = singleton({}, () => ({}))
    const queue = queueMetrics('mail', { database }, () => ({ entries: { dead: 1 }, oldest: 2_500 }))
    const { text } = await read(new Metrics(), [queue])
    expect(text).toContain('queue_oldest_age_seconds{queue="mail"} 2.5\n')
    expect(text).toContain('queue_entries{queue="mail",state="dead"} 1\n')
  })
})

describe('countCalls()', () => {
  it('tells a failure by its name, and holds hosts to a number', () => {
    const metrics = new Metrics()
    const count = countCalls(metrics)
    const call = { policy: 'default', method: 'GET', attempts: 3, milliseconds: 1_500 }
    count({ ...call, host: 'a.example', status: undefined, failure: 'timeout' })
    count({ ...call, host: 'b.example', status: 503, failure: 'status' })
    const text = metrics.render()
    expect(text).toContain(
      'http_client_requests_total{policy="default",host="a.example",method="GET",status="timeout"} 1\n',
    )
    expect(text).toContain('host="b.example",method="GET",status="503"} 1\n')
    expect(text).toContain('http_client_retries_total{policy="default",host="a.example"} 2\n')
    expect(text).toContain(
      'http_client_request_duration_seconds_sum{policy="default",host="a.example"} 1.5\n',
    )
    for (let at = 0; at < 2_000; at++)
      count({ ...call, host: `${at}.example`, status: 200, failure: undefined })
    expect(metrics.render().match(/http_client_requests_total\{/g)).toHaveLength(501)
  })
})
