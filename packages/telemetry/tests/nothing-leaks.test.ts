import { App, body, dependency, header, log, path, query } from 'vivace'
import { testClient } from 'vivace/testing'
import {
  type ErrorReport,
  healthCheck,
  healthRouter,
  jsonLogger,
  Metrics,
  metricsRouter,
  requestContext,
  telemetry,
} from '@vivace/telemetry'
import { context, SpanKind, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openTelemetry } from '@vivace/telemetry/opentelemetry'
import { RecordedLog } from './recorded-log.ts'
import { secrets } from './secrets.ts'

afterEach(() => {
  trace.disable()
  context.disable()
})

/** An app that says a secret in every way that it can, and everything that it tells outside. */
function tellingApp(text: string) {
  const recorded = new RecordedLog()
  const reports: ErrorReport[] = []
  const metrics = new Metrics()
  const exporter = new InMemorySpanExporter()
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: jsonLogger({ destination: recorded, level: 'debug', report: (report) => reports.push(report) }),
    tracer: openTelemetry(),
    middleware: [telemetry({ metrics })],
  })
  const fails = (): never => {
    throw new Error(`it failed with ${text}`, { cause: new Error(text) })
  }
  const guard = dependency({ authorization: header(z.string().optional()) }, () => fails())
  app.get(
    '/echo/{text}',
    { inputs: { text: path(z.string()), q: query(z.string().optional()) } },
    () => undefined,
  )
  app.post('/body', { inputs: { given: body(z.object({ count: z.int() })) } }, () => undefined)
  app.get('/fails', {}, fails)
  app.get('/guarded', { dependencies: [guard] }, () => undefined)
  app.get('/logs', { inputs: { log, requestContext } }, ({ log, requestContext }) => {
    requestContext.add({ user_id: 7, note: text, password: text })
    log.info(`said ${text}`, { deep: [{ list: [text] }], apiKey: text, headers: ['Authorization', text] })
    log.child({ bound: text }).warn(text, { error: new Error(text) })
  })
  app.include(metricsRouter(metrics))
  app.include(healthRouter({ checks: { database: healthCheck({}, fails) } }))
  return { app, recorded, reports, metrics, exporter }
}

describe('nothing of a secret is told', () => {
  it.each(secrets)('of %s', async (_what, text, canary) => {
    const { app, recorded, reports, metrics, exporter } = tellingApp(text)
    await using client = await testClient(app)
    const oneLine = text.replaceAll('\n', ' ')
    const headers = {
      authorization: oneLine,
      cookie: `session=${canary.replaceAll(' ', '')}`,
      'x-api-key': oneLine,
    }
    const answers = [
      await client.get(`/echo/${encodeURIComponent('x').concat('?')}`, {
        headers,
        query: { q: text, token: text },
      }),
      await client.get('/fails', { headers }),
      await client.get('/guarded', { headers }),
      await client.get('/logs', { headers }),
      await client.post('/body', { headers, json: { count: 1, note: text } }),
      await client.post('/body', { headers, body: `{"count": "${canary}` }),
      await client.get('/nowhere', { headers, query: { q: text } }),
      await client.get('/health/ready', { headers }),
      await client.get('/metrics', { headers }),
    ]
    const told = [
      recorded.text,
      metrics.render(),
      JSON.stringify(reports.map(({ message, fields }) => [message, fields])),
      JSON.stringify(
        exporter.getFinishedSpans().map(({ name, attributes, events }) => [name, attributes, events]),
      ),
      ...answers.map((answer) => `${JSON.stringify([...answer.headers])}${answer.text()}`),
    ]
    for (const each of told) expect(each).not.toContain(canary)
    expect(recorded.lines.length).toBeGreaterThan(10)
    expect(reports.length).toBeGreaterThan(0)
    const requests = exporter.getFinishedSpans().filter(({ kind }) => kind === SpanKind.SERVER)
    expect(requests.length).toBe(answers.length)
  })

  it('of a secret in a path, which is told without it', async () => {
    const { app, recorded, exporter } = tellingApp('')
    await using client = await testClient(app)
    await client.get('/echo/sk_live_0123456789canary')
    expect(recorded.lines).toMatchObject([{ path: '/echo/[redacted]', route: '/echo/{text}' }])
    expect(JSON.stringify(exporter.getFinishedSpans()[0]?.attributes)).not.toContain('canary')
  })
})
