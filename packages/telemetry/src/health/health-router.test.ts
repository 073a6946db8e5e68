import { App, bearer, clock, dependency, HttpError, singleton, silentLogger } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { RecordedLog } from '../../tests/recorded-log.ts'
import { jsonLogger } from '../logs/json-logger.ts'
import { Metrics } from '../metrics/metrics.ts'
import { metricsRouter } from '../metrics/metrics-router.ts'
import { type HealthCheck, healthCheck, NotReady } from './health-check.ts'
import { healthRouter } from './health-router.ts'

function withChecks(checks: Readonly<Record<string, HealthCheck>>) {
  const recorded = new RecordedLog()
  const app = new App({ title: 'Shop', version: '1.0.0', log: jsonLogger({ destination: recorded }) })
  app.include(healthRouter({ checks }))
  return { app, recorded }
}

const well = healthCheck({}, () => undefined)
const never = (): Promise<never> => new Promise(() => undefined)

describe('healthRouter()', () => {
  it('says that the process answers, whatever the checks say', async () => {
    const failing = healthCheck({}, () => {
      throw new Error('down')
    })
    await using client = await testClient(withChecks({ database: failing }).app)
    const answer = await client.get('/health/live')
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ status: 'ok' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('is ready when every check passes, and without any', async () => {
    await using one = await testClient(withChecks({ database: well, cache: well }).app)
    const answer = await one.get('/health/ready')
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({
      status: 'ready',
      checks: {
        database: { status: 'ok', duration_ms: expect.any(Number) },
        cache: { status: 'ok', duration_ms: expect.any(Number) },
      },
    })
    await using none = await testClient(withChecks({}).app)
    expect((await none.get('/health/ready')).json()).toEqual({ status: 'ready', checks: {} })
  })

  it('answers 503 and which check fails, and tells why to the log alone', async () => {
    const { app, recorded } = withChecks({
      database: healthCheck({}, () => Promise.reject(new Error('postgres://shop:canary@db refused canary'))),
      cache: well,
    })
    await using client = await testClient(app)
    const answer = await client.get('/health/ready')
    expect(answer.status).toBe(503)
    expect(answer.json()).toEqual({
      status: 'not-ready',
      checks: {
        database: { status: 'failed', duration_ms: expect.any(Number) },
        cache: { status: 'ok', duration_ms: expect.any(Number) },
      },
    })
    expect(answer.text()).not.toContain('canary')
    expect(recorded.of('a health check failed')).toMatchObject([
      {
        level: 'warn',
        check: 'database',
        error: { message: 'postgres://shop:[redacted]@db refused canary' },
      },
    ])
  })

  it('says the reason that a check gives on purpose', async () => {
    const migrations = healthCheck({}, () => {
      throw new NotReady('2 migrations are pending')
    })
    await using client = await testClient(withChecks({ migrations }).app)
    expect((await client.get('/health/ready')).json()).toMatchObject({
      checks: { migrations: { status: 'failed', reason: '2 migrations are pending' } },
    })
  })

  it('waits for each check as long as that may take, all at the same time, and ends what takes longer', async () => {
    const time = fakeClock()
    const signals: AbortSignal[] = []
    const slow = (timeout: '1s' | '3s', required: boolean): HealthCheck =>
      healthCheck(
        {},
        ({ signal }) => {
          signals.push(signal)
          return never()
        },
        { timeout, required },
      )
    const { app } = withChecks({ database: slow('3s', true), cache: slow('1s', false), quick: well })
    using _ = app.override(clock, () => time)
    await using client = await testClient(app)
    const asking = client.get('/health/ready')
    await expect.poll(() => signals.length).toBe(2)
    await time.advance(1_000)
    await expect.poll(() => signals.map((signal) => signal.aborted)).toEqual([false, true])
    await time.advance(2_000)
    const answer = await asking
    expect(answer.status).toBe(503)
    expect(answer.json()).toEqual({
      status: 'not-ready',
      checks: {
        database: { status: 'timed-out', duration_ms: 3_000 },
        cache: { status: 'timed-out', duration_ms: 1_000 },
        quick: { status: 'ok', duration_ms: 0 },
      },
    })
    expect(signals.every((signal) => signal.aborted)).toBe(true)
  })

  it('is ready although a check fails that is not required', async () => {
    const cache = healthCheck({}, () => Promise.reject(new Error('down')), { required: false })
    await using client = await testClient(withChecks({ cache, database: well }).app)
    const answer = await client.get('/health/ready')
    expect(answer.status).toBe(200)
    expect(answer.json()).toMatchObject({ status: 'ready', checks: { cache: { status: 'failed' } } })
  })

  it('runs a check once for probes that come at the same time, and again for the next one', async () => {
    let runs = 0
    const database = healthCheck({}, async () => {
      runs++
      await new Promise((resolve) => setTimeout(resolve, 20))
    })
    await using client = await testClient(withChecks({ database }).app)
    await Promise.all([1, 2, 3].map(() => client.get('/health/ready')))
    expect(runs).toBe(1)
    await client.get('/health/ready')
    expect(runs).toBe(2)
  })

  it('gives a check the singletons that it names, overridden ones too, and recovers by itself', async () => {
    const pool = singleton({}, () => ({ isUp: true }))
    const { app } = withChecks({
      database: healthCheck({ pool }, ({ pool }) => {
        if (!pool.isUp) throw new Error('down')
      }),
    })
    const broken = { isUp: false }
    using _ = app.override(pool, () => broken)
    await using client = await testClient(app)
    expect((await client.get('/health/ready')).status).toBe(503)
    broken.isUp = true
    expect((await client.get('/health/ready')).status).toBe(200)
  })

  it('is not ready from the moment that the app is asked to stop, while it is alive', async () => {
    const { app } = withChecks({ database: well })
    await using client = await testClient(app)
    app.prepareStop()
    const answer = await client.get('/health/ready')
    expect(answer.status).toBe(503)
    expect(answer.json()).toEqual({ status: 'stopping', checks: {} })
    expect((await client.get('/health/live')).status).toBe(200)
  })

  it('lives where it is told to, and says in the documents what it answers', async () => {
    const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
    app.include(healthRouter({ live: '/health', ready: '/readiness' }), { prefix: '/api/v1' })
    await using client = await testClient(app)
    expect((await client.get('/api/v1/health')).status).toBe(200)
    expect((await client.head('/api/v1/readiness')).status).toBe(200)
    expect(app.openapi()).toMatchObject({
      paths: { '/api/v1/readiness': { get: { tags: ['Health'], responses: { 200: {}, 503: {} } } } },
    })
  })
})

describe('in an app with a guard', () => {
  const nobody = dependency({ token: bearer() }, () => {
    throw new HttpError(403)
  })

  it('probes are answered without a credential, unless it is asked for', async () => {
    const app = new App({ title: 'Shop', version: '1.0.0', guard: nobody, log: silentLogger })
    app.include(healthRouter())
    app.include(healthRouter({ prefix: '/private', public: false, hidden: true }))
    await using client = await testClient(app)
    expect((await client.get('/health/live')).status).toBe(200)
    expect((await client.get('/health/ready')).status).toBe(200)
    expect((await client.get('/private/health/live')).status).toBe(401)
  })

  it('metrics are not shown to everybody, unless they are public', async () => {
    const app = new App({ title: 'Shop', version: '1.0.0', guard: nobody, log: silentLogger })
    const metrics = new Metrics()
    app.include(metricsRouter(metrics))
    app.include(metricsRouter(metrics, { path: '/open', public: true, hidden: true }))
    await using client = await testClient(app)
    expect((await client.get('/metrics')).status).toBe(401)
    expect((await client.get('/open')).status).toBe(200)
  })
})
