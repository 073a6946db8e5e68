import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { App, background, dependency, HttpError, path } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { RecordedLog } from '../../tests/recorded-log.ts'
import { jsonLogger } from '../logs/json-logger.ts'
import { requestContext } from '../requests/context-input.ts'
import { telemetry } from '../requests/telemetry.ts'
import { openTelemetry } from './open-telemetry.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'

afterEach(() => {
  trace.disable()
  context.disable()
})

function shop() {
  const recorded = new RecordedLog()
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: jsonLogger({ destination: recorded }),
    tracer: openTelemetry(),
    middleware: [telemetry()],
  })
  app.get('/items/{id}', { inputs: { id: path(z.string()) }, returns: z.string() }, async ({ id }) => {
    await new Promise((resolve) => setTimeout(resolve))
    return trace.getTracer('shop').startActiveSpan('read item', (span) => {
      span.end()
      return id
    })
  })
  app.get('/headers', { inputs: { requestContext }, returns: z.record(z.string(), z.string()) }, (values) =>
    values.requestContext.headers(),
  )
  app.get('/broken', {}, () => {
    throw new Error('out of order')
  })
  app.get('/refused', {}, () => {
    throw new HttpError(409, { code: 'taken' })
  })
  return { app, recorded }
}

function traced() {
  const exporter = new InMemorySpanExporter()
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  provider.register()
  return { ...shop(), exporter }
}

describe('openTelemetry()', () => {
  it('makes a span of each request, named after its route, whose ids are in the log', async () => {
    const { app, recorded, exporter } = traced()
    await using client = await testClient(app)
    await client.get('/items/7?password=canary')
    const span = exporter.getFinishedSpans().find(({ kind }) => kind === SpanKind.SERVER)
    expect(span?.name).toBe('GET /items/{id}')
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'http.route': '/items/{id}',
      'url.path': '/items/7',
      'url.scheme': 'http',
      'server.address': 'testserver',
      'client.address': '127.0.0.1',
    })
    expect(span?.status.code).toBe(SpanStatusCode.UNSET)
    expect(recorded.lines).toMatchObject([
      { trace_id: span?.spanContext().traceId, span_id: span?.spanContext().spanId },
    ])
  })

  it('is the parent of what is traced while the request is answered', async () => {
    const { app, exporter } = traced()
    await using client = await testClient(app)
    await Promise.all(['1', '2', '3'].map((id) => client.get(`/items/${id}`)))
    const spans = exporter.getFinishedSpans()
    const inner = spans.filter(({ name }) => name === 'read item')
    expect(inner).toHaveLength(3)
    for (const span of inner) {
      const parent = spans.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId)
      expect(parent?.kind).toBe(SpanKind.SERVER)
      expect(parent?.spanContext().traceId).toBe(span.spanContext().traceId)
    }
    expect(new Set(inner.map((span) => span.spanContext().traceId)).size).toBe(3)
  })

  it('goes on with the trace of the caller, and hands it on', async () => {
    const { app, exporter } = traced()
    await using client = await testClient(app)
    const headers = { traceparent: `00-${traceId}-${spanId}-01`, tracestate: 'vendor=a' }
    const answer = await client.get('/headers', { headers })
    const span = exporter.getFinishedSpans().find(({ kind }) => kind === SpanKind.SERVER)
    expect(span?.spanContext().traceId).toBe(traceId)
    expect(span?.parentSpanContext).toMatchObject({ traceId, spanId, isRemote: true })
    expect(span?.spanContext().traceState?.serialize()).toBe('vendor=a')
    expect(answer.json()).toMatchObject({
      traceparent: `00-${traceId}-${span?.spanContext().spanId ?? ''}-01`,
      tracestate: 'vendor=a',
    })
  })

  it('keeps nothing of a trace that the caller does not keep', async () => {
    const { app, recorded, exporter } = traced()
    await using client = await testClient(app)
    await client.get('/items/7', { headers: { traceparent: `00-${traceId}-${spanId}-00` } })
    expect(exporter.getFinishedSpans()).toEqual([])
    expect(recorded.lines).toMatchObject([{ trace_id: traceId }])
  })

  it('says that a request failed where the server did, and not where the client did', async () => {
    const { app, exporter } = traced()
    await using client = await testClient(app)
    for (const path of ['/broken', '/refused', '/nowhere']) await client.get(path)
    expect(exporter.getFinishedSpans().map(({ name, status }) => [name, status.code])).toEqual([
      ['GET /broken', SpanStatusCode.ERROR],
      ['GET /refused', SpanStatusCode.UNSET],
      ['GET', SpanStatusCode.UNSET],
    ])
  })

  it('has a span of each dependency and clean-up below that of the request, with its failure', async () => {
    const { app, exporter } = traced()
    const transaction = dependency({}, async function* transaction() {
      yield await Promise.resolve(1)
      throw new Error('the commit of postgres://shop:canary@db is lost')
    })
    const guard = dependency({}, function guard() {
      throw new HttpError(403, { code: 'forbidden' })
    })
    app.get('/commits', { inputs: { transaction } }, () => undefined)
    app.get('/guarded', { dependencies: [guard] }, () => undefined)
    await using client = await testClient(app)
    await client.get('/commits')
    await client.get('/guarded')
    const spans = exporter.getFinishedSpans()
    const [made, cleanUp, request, guarded] = spans
    expect(spans.map(({ name }) => name)).toEqual([
      'dependency transaction',
      'clean up transaction',
      'GET /commits',
      'dependency guard',
      'GET /guarded',
    ])
    expect(made?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId)
    expect(made?.status.code).toBe(SpanStatusCode.UNSET)
    expect(cleanUp?.parentSpanContext?.spanId).toBe(made?.spanContext().spanId)
    expect(cleanUp?.status.code).toBe(SpanStatusCode.ERROR)
    expect(cleanUp?.attributes).toMatchObject({ 'error.type': 'Error' })
    expect(cleanUp?.events[0]).toMatchObject({
      name: 'exception',
      attributes: { 'exception.message': 'the commit of postgres://shop:[redacted]@db is lost' },
    })
    expect(guarded?.status.code).toBe(SpanStatusCode.UNSET)
    expect(guarded?.attributes).toMatchObject({ 'error.type': 'forbidden' })
    expect(spans.every((span) => span.spanContext().traceId !== traceId)).toBe(true)
  })

  it('has a span of each work for after the answer, below that of who adds it, with its failure', async () => {
    const { app, exporter } = traced()
    function sendWelcome(): void {
      trace.getTracer('shop').startActiveSpan('send mail', (span) => span.end())
    }
    app.get('/sign-up', { inputs: { background } }, ({ background }) => {
      background.add(sendWelcome)
      background.add(() => Promise.reject(new Error('no disk')))
    })
    await using client = await testClient(app)
    await client.get('/sign-up')
    await expect.poll(() => exporter.getFinishedSpans().length).toBe(4)
    const spans = exporter.getFinishedSpans()
    const named = (name: string) => spans.find((span) => span.name === name)
    const request = named('GET /sign-up')?.spanContext().spanId
    const welcome = named('background sendWelcome')
    expect(welcome).toMatchObject({
      parentSpanContext: { spanId: request },
      status: { code: SpanStatusCode.UNSET },
    })
    expect(named('send mail')?.parentSpanContext?.spanId).toBe(welcome?.spanContext().spanId)
    expect(named('background work')).toMatchObject({
      parentSpanContext: { spanId: request },
      status: { code: SpanStatusCode.ERROR },
    })
  })

  it('says of work that a failed request has added that it was dropped', async () => {
    const { app, exporter } = traced()
    app.get('/sign-up', { inputs: { background } }, ({ background }) => {
      background.add(function sendWelcome() {
        throw new Error('is not run')
      })
      throw new HttpError(409, { code: 'taken' })
    })
    await using client = await testClient(app)
    expect((await client.get('/sign-up')).status).toBe(409)
    const dropped = exporter.getFinishedSpans().find(({ name }) => name === 'background sendWelcome')
    expect(dropped).toMatchObject({
      attributes: { 'vivace.background.dropped': true },
      status: { code: SpanStatusCode.UNSET },
    })
  })

  it('names no method that a client has made up', async () => {
    const { app, exporter } = traced()
    await app.fetch(new Request('https://shop.example:8443/items/7', { method: 'PROPFIND' }))
    expect(exporter.getFinishedSpans()[0]).toMatchObject({
      name: 'HTTP',
      attributes: {
        'http.request.method': '_OTHER',
        'http.request.method_original': 'PROPFIND',
        'server.address': 'shop.example',
        'server.port': 8443,
      },
    })
  })

  it('stands below the span of whoever instruments the server itself', async () => {
    const { app, exporter } = traced()
    await using client = await testClient(app)
    await trace.getTracer('http').startActiveSpan('outer', async (outer) => {
      await client.get('/items/7')
      outer.end()
    })
    const spans = exporter.getFinishedSpans()
    const outer = spans.find(({ name }) => name === 'outer')
    const own = spans.find(({ name }) => name === 'GET /items/{id}')
    expect(own?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId)
  })

  it('tells no secret of a path', async () => {
    const { app, exporter } = traced()
    await using client = await testClient(app)
    await client.get('/items/sk_live_0123456789canary')
    expect(JSON.stringify(exporter.getFinishedSpans().map(({ attributes }) => attributes))).not.toContain(
      'canary',
    )
  })

  it('does nothing where no SDK is registered, but hand the trace on', async () => {
    const { app, recorded } = shop()
    await using client = await testClient(app)
    const answer = await client.get('/headers', { headers: { traceparent: `00-${traceId}-${spanId}-01` } })
    const untraced = await client.get('/headers')
    expect(answer.json()).toMatchObject({
      traceparent: expect.stringMatching(new RegExp(`^00-${traceId}-(?!${spanId})`)),
    })
    expect(untraced.json()).not.toHaveProperty('traceparent')
    expect(recorded.lines[1]).not.toHaveProperty('trace_id')
  })
})
