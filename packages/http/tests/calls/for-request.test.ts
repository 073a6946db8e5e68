import { App, dependency, reply, request, silentLogger } from 'vivace'
import { requestId } from 'vivace/middleware'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { forRequest, httpClient, httpTransport } from '@vivace/http'
import { mockUpstream, type MockUpstream } from '@vivace/http/testing'
import * as z from 'zod'

const url = 'https://rates.example/today'
const Rates = z.object({ usd: z.number() })
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

function appWith(upstream: MockUpstream, http = forRequest(httpClient())): App {
  const app = new App({
    title: 'Rates',
    version: '1.0.0',
    middleware: [requestId({ trust: true })],
    log: silentLogger,
  })
  app.get('/rates', { inputs: { http }, returns: Rates }, async ({ http }) => {
    const { body } = await http.get(url, { returns: Rates, headers: { accept: 'application/json' } })
    return body
  })
  app.override(httpTransport, () => upstream.open)
  return app
}

describe('forRequest()', () => {
  it('passes the id and the trace of the request on', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, { usd: 1.1 })
    await using client = await testClient(appWith(upstream))
    const headers = { 'x-request-id': 'a1', traceparent, tracestate: 'a=1' }
    expect((await client.get('/rates', { headers })).json()).toEqual({ usd: 1.1 })
    expect(upstream.requests[0]?.headers).toMatchObject({
      'x-correlation-id': 'a1',
      traceparent,
      tracestate: 'a=1',
    })
  })

  it.each(['', 'x', `${traceparent}-more`, traceparent.toUpperCase()])(
    'passes on no trace that is not well-formed: %j',
    async (trace) => {
      const upstream = mockUpstream()
      upstream.on('GET', url).reply(200, { usd: 1.1 })
      await using client = await testClient(appWith(upstream))
      await client.get('/rates', { headers: { traceparent: trace, tracestate: 'a=1' } })
      expect(upstream.requests[0]?.headers).not.toHaveProperty('traceparent')
      expect(upstream.requests[0]?.headers).not.toHaveProperty('tracestate')
    },
  )

  it('passes on what another input says', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, { usd: 1.1 })
    const headers = dependency({ request }, ({ request }) => ({ 'x-path': request.path }))
    await using client = await testClient(appWith(upstream, forRequest(httpClient(), { headers })))
    await client.get('/rates')
    expect(upstream.requests[0]?.headers).toMatchObject({ 'x-path': '/rates' })
  })

  it('ends its calls when the client goes away', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).hangs()
    const ended: unknown[] = []
    const app = appWith(upstream)
    app.onError(DOMException, (error) => {
      ended.push(error)
      return reply(499, null)
    })
    await using client = await testClient(app)
    const controller = new AbortController()
    const asked = client.get('/rates', { signal: controller.signal })
    while (upstream.requests.length === 0) await new Promise(setImmediate)
    controller.abort()
    // Nobody is there to be answered, and the handler has not waited for the policy's 25 seconds.
    await asked
    expect(ended).toEqual([expect.objectContaining({ name: 'AbortError' })])
  })

  it('answers 502, 503 and 504 problems that say nothing of the other service', async () => {
    const upstream = mockUpstream()
    const secret = { title: 'password is hunter2', detail: url }
    upstream
      .on('GET', url)
      .reply(400, secret, { headers: { 'content-type': 'application/problem+json' }, times: 1 })
      .reply(503, 'hunter2', { headers: { 'retry-after': '120' } })
    await using client = await testClient(appWith(upstream))
    const failed = await client.get('/rates')
    expect([failed.status, failed.json()]).toMatchObject([
      502,
      { code: 'upstream-failed', title: 'Another service has failed', status: 502 },
    ])
    const unavailable = await client.get('/rates')
    expect([unavailable.status, unavailable.headers.get('retry-after')]).toEqual([503, '120'])
    for (const answer of [failed, unavailable]) expect(answer.text()).not.toMatch(/hunter2|rates\.example/)
  })

  it('documents them', () => {
    const document = appWith(mockUpstream()).openapi()
    expect(Object.keys(document.paths?.['/rates']?.get?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '502', '503', '504']),
    )
  })
})
