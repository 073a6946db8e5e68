import { App, type AppOptions, defineError, dependency, log, path, type Logger, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { RecordedLog, type RecordedLine } from '../../tests/recorded-log.ts'
import { jsonLogger, type JsonLoggerOptions } from '../logs/json-logger.ts'
import { Metrics } from '../metrics/metrics.ts'
import { requestContext } from './context-input.ts'
import { telemetry, type TelemetryOptions } from './telemetry.ts'

const newId = /^[\da-f]{32}$/
const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`

const Gone = defineError({ status: 410, code: 'gone', title: 'It is gone' })

/** An app with everything that a request can end in, and what it has logged. */
function shop(
  options: TelemetryOptions = {},
  { app, logger }: { readonly app?: Partial<AppOptions>; readonly logger?: JsonLoggerOptions } = {},
): { readonly app: App; readonly recorded: RecordedLog } {
  const recorded = new RecordedLog()
  const made = new App({
    title: 'Shop',
    version: '1.0.0',
    log: jsonLogger({ destination: recorded, ...logger }),
    middleware: [telemetry(options)],
    ...app,
  })
  made.get(
    '/items/{id}',
    { inputs: { id: path(z.int()) }, returns: z.object({ id: z.int() }) },
    ({ id }) => ({ id }),
  )
  made.post(
    '/items',
    { inputs: { log }, status: 201, returns: z.object({ ok: z.boolean() }) },
    async ({ log }) => {
      log.info('item added', { step: 1 })
      return { ok: true }
    },
  )
  made.get('/gone', { errors: [Gone] }, () => {
    throw new Gone({})
  })
  made.get('/broken', {}, () => {
    throw new Error('out of order')
  })
  made.get('/headers', { inputs: { requestContext }, returns: z.record(z.string(), z.string()) }, (values) =>
    values.requestContext.headers(),
  )
  return { app: made, recorded }
}

async function answered(
  request: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  options: TelemetryOptions = {},
) {
  const { app, recorded } = shop(options)
  await using client = await testClient(app)
  const answer = await client.get(request.path ?? '/items/7', { headers: request.headers ?? {} })
  return { answer, line: recorded.of('request answered')[0] ?? {}, recorded }
}

describe('the line of a request', () => {
  it('has the time, the level, the message, the ids, the route, the status, the duration and the address', async () => {
    const { answer, line } = await answered({ path: '/items/7?q=canary' })
    expect(line).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
      level: 'info',
      message: 'request answered',
      correlation_id: answer.headers.get('x-correlation-id'),
      method: 'GET',
      path: '/items/7',
      route: '/items/{id}',
      status: 200,
      duration_ms: expect.any(Number),
      ip: '127.0.0.1',
    })
  })

  it.each([
    { path: '/items/x', status: 422, level: 'info', route: '/items/{id}' },
    { path: '/nowhere', status: 404, level: 'info', route: undefined },
    { path: '/gone', status: 410, level: 'info', route: '/gone' },
    { path: '/broken', status: 500, level: 'error', route: '/broken' },
  ])('of $path says $status as $level', async ({ path, status, level, route }) => {
    const { answer, line } = await answered({ path })
    expect(answer.status).toBe(status)
    expect(line).toMatchObject({ status, level, path })
    expect(line['route']).toBe(route)
  })

  it('has what a dependency adds to the request, and so has every other line from then on', async () => {
    const { app, recorded } = shop()
    const user = dependency({ requestContext }, ({ requestContext }) => {
      requestContext.add({ user_id: 7 })
      return { id: 7 }
    })
    app.get('/me', { inputs: { user, log }, returns: z.object({ id: z.int() }) }, ({ user, log }) => {
      log.child({ part: 'profile' }).info('profile read', { user_id: user.id })
      return user
    })
    await using client = await testClient(app)
    await client.get('/me')
    expect(recorded.lines).toMatchObject([
      { message: 'profile read', part: 'profile', user_id: 7, correlation_id: expect.stringMatching(newId) },
      { message: 'request answered', user_id: 7, route: '/me' },
    ])
  })

  it('has no name twice, though somebody adds a field of such a name', async () => {
    const { app, recorded } = shop({}, { logger: { fields: { service: 'shop' } } })
    app.get('/odd', { inputs: { requestContext } }, ({ requestContext }) => {
      requestContext.add({ path: 'mine', service: 'other', user_id: 7 })
    })
    const second = shop({}, { logger: { fields: { ip: 'bound' } } })
    await using client = await testClient(app)
    await using other = await testClient(second.app)
    await client.get('/odd')
    await other.get('/items/7')
    expect(recorded.lines).toMatchObject([{ path: '/odd', service: 'other', user_id: 7 }])
    expect(second.recorded.lines).toMatchObject([{ ip: '127.0.0.1', path: '/items/7' }])
    for (const text of [recorded.text, second.recorded.text])
      for (const name of ['path', 'service', 'ip'])
        expect(text.split(`"${name}":`).length, name).toBeLessThanOrEqual(2)
  })

  it('hides secrets in the path and in what is added', async () => {
    const { app, recorded } = shop()
    const canary = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.canary'
    app.get(
      '/reset/{token}',
      { inputs: { token: path(z.string()), requestContext } },
      ({ requestContext }) => {
        requestContext.add({ api_key: 'canary' })
      },
    )
    await using client = await testClient(app)
    await client.get(`/reset/${canary}?password=canary`)
    expect(recorded.lines).toMatchObject([{ path: '/reset/[redacted]', api_key: '[redacted]' }])
    expect(recorded.text).not.toContain('canary')
  })

  it('is not written where nobody wants it: below the level, skipped, or switched off', async () => {
    for (const requestLog of [
      { level: 'debug' },
      { skip: ({ path }: { readonly path: string }) => path === '/items/7' },
      false,
    ] as const)
      expect((await answered({}, { requestLog })).recorded.lines).toEqual([])
  })

  it('warns of what is slow', async () => {
    expect((await answered({}, { requestLog: { slow: 0 } })).line).toMatchObject({
      level: 'warn',
      slow: true,
    })
    expect((await answered({}, { requestLog: { slow: '1h' } })).line).not.toHaveProperty('slow')
  })

  it('is written by any logger', async () => {
    const lines: RecordedLine[] = []
    const record = (bound: object): Logger => {
      const write = (message: string, fields?: object): number => lines.push({ message, ...bound, ...fields })
      return {
        debug: write,
        info: write,
        warn: write,
        error: write,
        child: (more) => record({ ...bound, ...more }),
      }
    }
    const { app } = shop({}, { app: { log: record({}) } })
    await using client = await testClient(app)
    await client.post('/items')
    expect(lines).toMatchObject([
      { message: 'item added', step: 1, correlation_id: expect.stringMatching(newId) },
      { message: 'request answered', route: '/items', status: 201, ip: '127.0.0.1' },
    ])
  })
})

describe('the correlation id', () => {
  it('is a new one in the answer, in problems and in every line', async () => {
    const { app, recorded } = shop()
    await using client = await testClient(app)
    const answer = await client.get('/broken')
    const id = answer.headers.get('x-correlation-id')
    expect(id).toMatch(newId)
    expect(answer.json()).toMatchObject({ instance: expect.stringContaining(id ?? '?') })
    expect(recorded.lines.map((line) => line['correlation_id'])).toEqual([id, id])
  })

  it('is the one that the request brings', async () => {
    const { answer, line } = await answered({ headers: { 'x-correlation-id': 'order-7:retry=1' } })
    expect(answer.headers.get('x-correlation-id')).toBe('order-7:retry=1')
    expect(line['correlation_id']).toBe('order-7:retry=1')
  })

  it.each(['a b', 'a"b', 'a,b', '{"level":"error"}', 'é', 'a'.repeat(129), '<script>', 'a\tb'])(
    'is a new one where the request brings %j',
    async (id) => {
      const { answer, line } = await answered({ headers: { 'x-correlation-id': id } })
      expect(answer.headers.get('x-correlation-id')).toMatch(newId)
      expect(line['correlation_id']).toMatch(newId)
    },
  )

  it('is a new one where requests are not trusted', async () => {
    const headers = { 'x-correlation-id': 'mine', traceparent }
    const { line } = await answered({ headers }, { trust: false })
    expect(line['correlation_id']).toMatch(newId)
    expect(line).not.toHaveProperty('trace_id')
    const trusted = await answered({ headers }, { trust: ({ path }) => path === '/items/7' })
    expect(trusted.line).toMatchObject({ correlation_id: 'mine', trace_id: traceId })
  })

  it('is one for an app and those that are mounted in it, which are logged and counted once', async () => {
    const metrics = new Metrics()
    const { app, recorded } = shop({ metrics })
    const inner = new App({
      title: 'Inner',
      version: '1.0.0',
      log: silentLogger,
      middleware: [telemetry({ metrics })],
    })
    inner.get('/ping', {}, () => undefined)
    app.mount('/inner', inner)
    await using client = await testClient(app)
    const answer = await client.get('/inner/ping')
    expect(recorded.lines).toMatchObject([
      { route: '/inner/ping', correlation_id: answer.headers.get('x-correlation-id') },
    ])
    expect(metrics.render()).toContain('http_requests_total{method="GET",route="/inner/ping",status="204"} 1')
  })
})

describe('the trace of a request', () => {
  it('goes on, with a span of its own', async () => {
    const { line } = await answered({ headers: { traceparent } })
    expect(line).toMatchObject({ trace_id: traceId, correlation_id: traceId })
    expect(line['span_id']).toMatch(/^[\da-f]{16}$/)
    expect(line['span_id']).not.toBe('b7ad6b7169203331')
  })

  it.each(['', 'ff-', `01${traceparent.slice(2)}x`, traceparent.toUpperCase(), `${traceparent}-more`])(
    'is none where traceparent is %j',
    async (wrong) => {
      const { line } = await answered({ headers: { traceparent: wrong } })
      expect(line).not.toHaveProperty('trace_id')
      expect(line['correlation_id']).toMatch(newId)
    },
  )

  it('is handed on with the correlation id, and with what vendors have added', async () => {
    const headers = { traceparent, tracestate: 'vendor=a', 'x-correlation-id': 'order-7' }
    const { answer, line } = await answered({ path: '/headers', headers })
    expect(answer.json()).toEqual({
      'x-correlation-id': 'order-7',
      traceparent: `00-${traceId}-${String(line['span_id'])}-01`,
      tracestate: 'vendor=a',
    })
    const untraced = await answered({ path: '/headers', headers: { tracestate: 'vendor=a' } })
    expect(untraced.answer.json()).toEqual({ 'x-correlation-id': untraced.line['correlation_id'] })
  })

  it('is one that leads nowhere where there is no telemetry()', async () => {
    const { app, recorded } = shop({}, { app: { middleware: [] } })
    await using client = await testClient(app)
    expect((await client.get('/headers')).json()).toEqual({
      'x-correlation-id': expect.stringMatching(newId),
    })
    expect(recorded.lines).toEqual([])
  })
})

describe('requests at the same time', () => {
  it('do not mix: each line has the id, the user and the answer of its own request', async () => {
    const { app, recorded } = shop()
    app.get(
      '/who/{id}',
      { inputs: { id: path(z.string()), requestContext, log }, returns: z.string() },
      async (v) => {
        await new Promise((resolve) => setTimeout(resolve, Number(v.id) % 3))
        v.requestContext.add({ user_id: v.id })
        v.log.info('seen', { asked: v.id })
        await new Promise((resolve) => setTimeout(resolve, Number(v.id) % 5))
        return v.requestContext.correlationId
      },
    )
    await using client = await testClient(app)
    const ids = Array.from({ length: 2_000 }, (_, at) => String(at))
    const answers = await Promise.all(
      ids.map((id) => client.get(`/who/${id}`, { headers: { 'x-correlation-id': `c-${id}` } })),
    )
    expect(answers.map((answer) => answer.json())).toEqual(ids.map((id) => `c-${id}`))
    const seen = recorded.of('seen')
    expect(seen).toHaveLength(2_000)
    for (const line of seen)
      expect(line).toMatchObject({ correlation_id: `c-${String(line['asked'])}`, user_id: line['asked'] })
    for (const line of recorded.of('request answered'))
      expect(line).toMatchObject({
        correlation_id: `c-${String(line['user_id'])}`,
        path: `/who/${String(line['user_id'])}`,
      })
  })
})
