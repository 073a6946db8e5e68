import { clock, isStopping, log, reply, Router, type RouterOptions, singleton } from 'vivace'
import { type CheckResult, type HealthCheck, type Probe, runCheck } from './health-check.ts'
import { type HealthReport, healthReport, lifeReport } from './health-report.ts'

/** Where probes ask, and what is looked at. */
export interface HealthRouterOptions extends Omit<RouterOptions, 'version'> {
  /** Whether the process answers at all. `/health/live` if absent. */
  readonly live?: string
  /** Whether requests should be sent here. `/health/ready` if absent. */
  readonly ready?: string
  /** What has to be well for that, by the name that the report gives it. */
  readonly checks?: Readonly<Record<string, HealthCheck>>
}

const headers = { 'cache-control': 'no-store' }

/**
 * Routes for the probes of balancers and orchestrators: `live` answers 200 as long as the process answers, `ready`
 * answers 200, or 503 with the checks that fail, and 503 from the moment that the app is asked to stop.
 *
 *     app.include(healthRouter({
 *       live: '/health',
 *       ready: '/readiness',
 *       checks: { database: healthCheck({ pool }, ({ pool }) => pool.query('select 1')) },
 *     }), { prefix: '/api/v1' })
 *     // 503 {"status":"not-ready","checks":{"database":{"status":"timed-out","duration_ms":2000}}}
 *
 * Probes have no credential: the guard of the app is not asked, unless `public: false` says so. Checks run at the same time, each no longer than it may; probes that come meanwhile share their results. What went
 * wrong is told to the log; the answer says which check and how long it took, and what a `NotReady` says.
 */
export function healthRouter(options: HealthRouterOptions = {}): Router<string> {
  const { live = '/health/live', ready = '/health/ready', checks = {}, ...routerOptions } = options
  const router = new Router<string>({ tags: ['Health'], public: true, ...routerOptions })
  router.get(
    live,
    { summary: 'Say that the process answers', operationId: 'readLiveness', returns: lifeReport },
    () => reply(200, { status: 'ok' } as const, { headers }),
  )
  const probes = singleton(
    Object.fromEntries(Object.entries(checks).map(([name, { probe }]) => [name, probe])),
    (made): Readonly<Record<string, Probe>> => made,
  )
  let running: Promise<Readonly<Record<string, CheckResult>>> | undefined
  router.get(
    ready,
    {
      summary: 'Say whether requests should be sent here',
      operationId: 'readReadiness',
      inputs: { probes, clock, isStopping, log },
      returns: { 200: healthReport, 503: healthReport },
    },
    async ({ probes, clock, isStopping, log }) => {
      if (isStopping()) return reply(503, { status: 'stopping', checks: {} } as const, { headers })
      const results = await (running ??= runAll(
        Object.entries(checks).flatMap(([name, check]) => {
          const probe = probes[name]
          return probe === undefined ? [] : [{ name, check, probe, clock, log }]
        }),
      ).finally(() => {
        running = undefined
      }))
      const isReady = Object.entries(checks).every(
        ([name, { isRequired }]) => !isRequired || results[name]?.status === 'ok',
      )
      const report: HealthReport = { status: isReady ? 'ready' : 'not-ready', checks: results }
      return isReady ? reply(200, report, { headers }) : reply(503, report, { headers })
    },
  )
  return router
}

async function runAll(
  running: readonly Parameters<typeof runCheck>[0][],
): Promise<Readonly<Record<string, CheckResult>>> {
  const results = await Promise.all(running.map(async (one) => [one.name, await runCheck(one)] as const))
  return Object.fromEntries(results)
}
