import { App, silentLogger, type Span, type SpanAttributes, type SpanOptions, type Tracer } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { forRequest, httpClient, httpTransport, UpstreamError } from '@vivace/http'
import { mockUpstream, type MockUpstream } from '@vivace/http/testing'

interface TracedCall {
  readonly name: string
  readonly options: SpanOptions
  readonly traceparent: string
  attributes: SpanAttributes
  hasFailed: boolean
  ends: number
}

/** Keeps spans, each with a trace of its own. */
class CallTracer implements Tracer {
  readonly calls: TracedCall[] = []

  begin(name: string, options: SpanOptions = {}): Span {
    const traceparent = `00-${'a'.repeat(32)}-${String(this.calls.length + 1).padStart(16, '0')}-01`
    const attributes = { ...options.attributes }
    const call: TracedCall = { name, options, traceparent, attributes, hasFailed: false, ends: 0 }
    this.calls.push(call)
    return {
      context: undefined,
      run: (work) => work(),
      rename: () => undefined,
      set: (added) => void (call.attributes = { ...call.attributes, ...added }),
      fail: () => void (call.hasFailed = true),
      end: () => void (call.ends += 1),
      headers: () => ({ traceparent }),
    }
  }
}

async function called(upstream: MockUpstream, headers: Readonly<Record<string, string>> = {}) {
  const tracer = new CallTracer()
  const app = new App({ title: 'Rates', version: '1.0.0', log: silentLogger, tracer })
  const http = forRequest(httpClient())
  app.get('/rates', { inputs: { http } }, async ({ http }) => {
    const url = 'https://rates.example:8443/today?key=secret'
    await http.get(url, { returns: 'text' }).catch((error: unknown) => {
      if (!(error instanceof UpstreamError)) throw error
    })
  })
  app.override(httpTransport, () => upstream.open)
  await using client = await testClient(app)
  await client.get('/rates', { headers })
  return tracer.calls.filter(({ options }) => options.kind === 'client')
}

const address = 'https://rates.example:8443/today?key=secret'

describe('a call of an app with a tracer', () => {
  it('is a span, which says where to and what came of it, and hands on its own place in the trace', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', address).reply(200, 'here')
    const traceparent = `00-${'b'.repeat(32)}-${'c'.repeat(16)}-01`
    const calls = await called(upstream, { traceparent, tracestate: 'vendor=a' })
    expect(calls).toMatchObject([
      {
        name: 'GET',
        attributes: {
          'http.request.method': 'GET',
          'server.address': 'rates.example',
          'server.port': 8443,
          'url.full': 'https://rates.example:8443/today',
          'http.response.status_code': 200,
        },
        hasFailed: false,
        ends: 1,
      },
    ])
    expect(upstream.requests[0]?.headers).toMatchObject({ traceparent: calls[0]?.traceparent })
    expect(upstream.requests[0]?.headers).not.toHaveProperty('tracestate')
  })

  it('is one for each time that it is sent', async () => {
    const upstream = mockUpstream()
    upstream
      .on('GET', address)
      .reply(503, 'busy', { headers: { 'retry-after': '0' }, times: 1 })
      .reply(200, 'here')
    const calls = await called(upstream)
    expect(calls.length).toBe(upstream.requests.length)
    expect(calls.length).toBeGreaterThan(1)
    expect(calls[0]).toMatchObject({
      attributes: { 'http.response.status_code': 503, 'error.type': '503' },
      hasFailed: true,
      ends: 1,
    })
    expect(upstream.requests.map(({ headers }) => headers['traceparent'])).toEqual(
      calls.map(({ traceparent }) => traceparent),
    )
  })

  it('says that it has failed where nobody answers', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', address).breaks()
    const calls = await called(upstream)
    expect(calls[0]).toMatchObject({ hasFailed: true, ends: 1 })
    expect(calls[0]?.attributes).not.toHaveProperty('http.response.status_code')
  })
})
