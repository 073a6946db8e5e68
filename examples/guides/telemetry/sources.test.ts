import { context, SpanKind, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { httpTransport } from '@vivace/http'
import { mockUpstream } from '@vivace/http/testing'
import { openTelemetry } from '@vivace/telemetry/opentelemetry'
import { App, tracer } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { app } from './sources.ts'

afterEach(() => {
  trace.disable()
  context.disable()
})

function upstream() {
  const answering = mockUpstream()
  answering
    .on('GET', 'https://stock.example/tea')
    .reply(503, 'busy', { headers: { 'retry-after': '0' }, times: 1 })
    .reply(200, 'twelve')
  return answering
}

describe('the metrics of everything that the shop has', () => {
  it('are filled by one line each', async () => {
    const answering = upstream()
    using _ = app.override(httpTransport, () => answering.open)
    await using client = await testClient(app)
    expect((await client.get('/stock/tea')).text()).toBe('twelve')
    expect((await client.get('/stock/tea')).text()).toBe('twelve')
    const told = (await client.get('/metrics')).text()
    for (const line of [
      'cache_hits_total{namespace="stock",tier="memory"} 1',
      'cache_misses_total{namespace="stock",tier="memory"} 1',
      'cache_hits_total{namespace="stock",tier="shared"} 0',
      'cache_loads_total{namespace="stock"} 1',
      'cache_evictions_total{namespace="stock"} 0',
      'cache_entries{namespace="stock"} 1',
      'http_client_requests_total{policy="default",host="stock.example",method="GET",status="200"} 1',
      'http_client_request_duration_seconds_count{policy="default",host="stock.example"} 1',
      'http_client_retries_total{policy="default",host="stock.example"} 1',
      'http_client_breaker_state{policy="default",host="stock.example",state="closed"} 1',
      'http_client_breaker_state{policy="default",host="stock.example",state="open"} 0',
      'rate_limit_requests_total{limit="all",outcome="allowed"} 3',
      'rate_limit_requests_total{limit="all",outcome="refused"} 0',
      'rate_limit_fallback_total{limit="all"} 0',
      'db_pool_connections{pool="main",state="used"} 2',
      'db_pool_waiting_requests{pool="main"} 1',
      'queue_entries{queue="mail",state="waiting"} 12',
    ])
      expect(told).toContain(`${line}\n`)
  })
})

describe('the trace of a request', () => {
  it('has its dependencies, its reads of the cache, the load, and each call, one below the other', async () => {
    const exporter = new InMemorySpanExporter()
    new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
    const outer = new App({ title: 'Outer', version: '1.0.0' })
    outer.mount('/shop', app)
    using _tracer = outer.override(tracer, () => openTelemetry())
    const answering = upstream()
    using _ = outer.override(httpTransport, () => answering.open)
    await using client = await testClient(outer)
    await client.get('/shop/stock/tea')
    await client.get('/shop/stock/tea')
    await client.get('/shop/report')
    const spans = exporter.getFinishedSpans()
    const nameOf = (id: string | undefined): string =>
      spans.find((span) => span.spanContext().spanId === id)?.name ?? ''
    const paths = spans.map(({ name, parentSpanContext }) => [name, nameOf(parentSpanContext?.spanId)])
    expect(paths).toEqual([
      ['dependency headers', 'GET /shop/stock/{item}'],
      ['dependency http', 'GET /shop/stock/{item}'],
      ['GET', 'cache load stock'],
      ['GET', 'cache load stock'],
      ['cache load stock', 'cache get stock'],
      ['cache get stock', 'GET /shop/stock/{item}'],
      ['GET /shop/stock/{item}', ''],
      ['dependency headers', 'GET /shop/stock/{item}'],
      ['dependency http', 'GET /shop/stock/{item}'],
      ['cache get stock', 'GET /shop/stock/{item}'],
      ['GET /shop/stock/{item}', ''],
      ['count mails', 'dependency report'],
      ['dependency report', 'GET /shop/report'],
      ['GET /shop/report', ''],
    ])
    const reads = spans.filter(({ name }) => name === 'cache get stock')
    expect(reads.map(({ attributes }) => [attributes['cache.hit'], attributes['cache.found_in']])).toEqual([
      [false, 'load'],
      [true, 'memory'],
    ])
    const calls = spans.filter(({ kind }) => kind === SpanKind.CLIENT)
    expect(answering.requests.map(({ headers }) => headers['traceparent']?.slice(36, 52))).toEqual(
      calls.map((span) => span.spanContext().spanId),
    )
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('"tea"')
  })
})
