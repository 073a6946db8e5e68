import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { App, header, query, singleton } from 'vivace'
import { testClient } from 'vivace/testing'
import { context, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { cache, namespace } from '@vivace/cache'
import { forRequest, httpClient, httpTransport } from '@vivace/http'
import { mockUpstream } from '@vivace/http/testing'
import { rateLimiter, rateLimitGuard } from '@vivace/limits'
import {
  countCalls,
  healthCheck,
  healthRouter,
  jsonLogger,
  Metrics,
  metricsRouter,
  telemetry,
} from '@vivace/telemetry'
import { openTelemetry } from '@vivace/telemetry/opentelemetry'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { RecordedLog } from './recorded-log.ts'
import { secrets } from './secrets.ts'

/** A Redis that answers each command with an error that repeats what it was sent, and the secret with it. */
let redis: Server
let said = ''
beforeAll(async () => {
  redis = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      const asked = `${data.toString()} ${said}`.replaceAll(/[\r\n]+/g, ' ')
      socket.write(`-ERR unknown command, with args beginning with: ${asked}\r\n`)
    })
  })
  await new Promise<void>((resolve) => redis.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  redis.close()
})
afterEach(() => {
  trace.disable()
  context.disable()
})

const upstreamUrl = 'https://upstream.example'
const Expected = z.object({ ok: z.boolean() })

/** Another service that repeats a secret in everything that it answers. */
function repeating(text: string): ReturnType<typeof mockUpstream> {
  const upstream = mockUpstream()
  const problem = { title: text, detail: `no: ${text}`, code: text }
  const type = { headers: { 'content-type': 'application/problem+json', 'x-said': 'no' } }
  const on = (path: string): ReturnType<typeof upstream.on> => upstream.on('GET', `${upstreamUrl}${path}`)
  on('/problem').reply(409, problem, type)
  on('/busy').reply(503, problem, type)
  on('/text').reply(500, `Traceback: ${text}`)
  on('/no-json').reply(200, `{"ok": ${text}`)
  on('/other-shape').reply(200, { ok: text, [text]: text })
  on('/redirect').reply(302, undefined, { headers: { location: `ftp://${encodeURIComponent(text)}/` } })
  on('/breaks').breaks()
  return upstream
}

const paths = ['/problem', '/busy', '/text', '/no-json', '/other-shape', '/redirect', '/breaks']

/** An app whose batteries all meet the secret, and everything that it tells outside. */
function tellingApp(text: string, canary: string) {
  said = text
  const recorded = new RecordedLog()
  const log = jsonLogger({ destination: recorded, level: 'debug' })
  const metrics = new Metrics()
  const exporter = new InMemorySpanExporter()
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
  // A server that listens on a port has an address of this shape.
  const port = (redis.address() as AddressInfo).port
  const redisUrl = `redis://127.0.0.1:${port}`
  const lostUrl = 'redis://shop:canary-password@127.0.0.1:1/0'
  const outgoing = httpClient({
    policies: { default: { attempts: 2, backoff: 1, breaker: false } },
    onRequestDone: countCalls(metrics),
  })
  const http = forRequest(outgoing)
  const notes = {
    notes: namespace({ name: 'notes', key: z.string(), value: Expected, ttl: '1m', entries: 10 }),
  }
  const failing = cache({ namespaces: notes, redisUrl, log })
  const lost = cache({ namespaces: notes, redisUrl: lostUrl, log })
  const key = header(z.string().default('nobody'), { name: 'x-api-key' })
  const limit = (name: string, url: string): ReturnType<typeof rateLimitGuard> =>
    rateLimitGuard({ name, limit: 1, per: '1m', by: key }, { limiter: rateLimiter({ redis: url }) })
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log,
    tracer: openTelemetry(),
    middleware: [telemetry({ metrics })],
  })
  for (const path of paths)
    app.get(`/call${path}`, { inputs: { http } }, ({ http }) =>
      http.get(`${upstreamUrl}${path}`, {
        query: { token: text, q: canary },
        headers: { authorization: `Bearer ${canary}`, 'x-api-key': canary },
        returns: Expected,
      }),
    )
  app.get('/call-with-password', { inputs: { http } }, ({ http }) =>
    http.get(`https://shop:${encodeURIComponent(canary)}@upstream.example/`),
  )
  app.get('/call-with-header', { inputs: { http } }, ({ http }) =>
    http.get(upstreamUrl, { headers: { authorization: `Bearer ${canary}\nmore` } }),
  )
  const cached = { failing, lost, secret: query(z.string()) }
  app.get('/cached', { inputs: cached }, async ({ failing, lost, secret }) => {
    await failing.notes.getOrLoad(secret, () => ({ ok: true }))
    await lost.notes.getOrLoad(secret, () => ({ ok: true }))
  })
  app.get('/cached-failing', { inputs: cached }, ({ failing, secret }) =>
    failing.notes.getOrLoad(`failing ${secret}`, () => {
      throw new Error(`no ${secret}`)
    }),
  )
  app.get('/cached-wrong', { inputs: cached }, ({ failing, secret }) =>
    // @ts-expect-error it is no such value
    failing.notes.getOrLoad(`wrong ${secret}`, () => ({ ok: secret })),
  )
  app.get('/limited', { dependencies: [limit('failing', redisUrl), limit('lost', lostUrl)] }, () => undefined)
  const database = singleton({}, () => ({ url: text }))
  app.include(metricsRouter(metrics))
  app.include(
    healthRouter({
      checks: {
        upstream: healthCheck({ outgoing }, ({ outgoing }) =>
          outgoing.get(`${upstreamUrl}/problem`, { policy: 'health', query: { token: text } }),
        ),
        database: healthCheck({ database }, ({ database }) => {
          throw new Error(`cannot connect to ${database.url}`)
        }),
      },
    }),
  )
  app.override(httpTransport, () => repeating(text).open)
  return { app, recorded, metrics, exporter }
}

describe('nothing of a secret is told by calls, caches, limits and probes', () => {
  it.each(secrets)('of %s', async (_what, text, canary) => {
    const { app, recorded, metrics, exporter } = tellingApp(text, canary)
    const answers: string[] = []
    const client = await testClient(app)
    const headers = { 'x-api-key': text.replaceAll('\n', ' ') }
    const secret = { query: { secret: text }, headers }
    for (const path of [...paths.map((path) => `/call${path}`), '/call-with-password', '/call-with-header'])
      answers.push(await told(client.get(path, { headers })))
    for (const path of [
      '/cached',
      '/cached-failing',
      '/cached-wrong',
      '/limited',
      '/limited',
      '/health/ready',
    ])
      answers.push(await told(client.get(path, secret)))
    answers.push(await told(client.get('/metrics')))
    await client[Symbol.asyncDispose]()
    const spans = exporter.getFinishedSpans()
    const tellings = [
      recorded.text,
      metrics.render(),
      JSON.stringify(spans.map(({ name, attributes, events, status }) => [name, attributes, events, status])),
      ...answers,
    ]
    for (const each of tellings) expect(each).not.toContain(canary)
    for (const each of tellings) expect(each).not.toContain('canary-password')
    // They have told what they should.
    expect(recorded.lines.length).toBeGreaterThan(15)
    expect(recorded.text).toContain('upstream.example/problem')
    expect(metrics.render()).toContain('http_client_requests_total{policy="default",host="upstream.example"')
    expect(spans.length).toBeGreaterThan(15)
  })
})

async function told(answering: Promise<{ headers: Headers; text(): string }>): Promise<string> {
  const answer = await answering
  return `${JSON.stringify([...answer.headers])}${answer.text()}`
}
