import { App, dependency, header, HttpError, log as requestLog, type Logger, path, singleton } from 'vivace'
import {
  type ErrorReporter,
  healthCheck,
  healthRouter,
  jsonLogger,
  Metrics,
  metricsRouter,
  NotReady,
  processMetrics,
  requestContext,
  telemetry,
} from '@vivace/telemetry'
import * as z from 'zod'

// #region metrics
export const metrics = new Metrics()
processMetrics(metrics)

export const authOperations = metrics.counter('auth_operations_total', {
  help: 'Logins, refreshes and logouts.',
  labels: ['operation', 'status'],
})
// #endregion metrics

// #region user
export const currentUser = dependency(
  { name: header(z.string().optional(), { name: 'x-user' }), requestContext },
  ({ name, requestContext }) => {
    authOperations.inc({ operation: 'login', status: name === undefined ? 'refused' : 'ok' })
    if (name === undefined) throw new HttpError(401, { code: 'not-logged-in' })
    requestContext.add({ user_id: name })
    return { name }
  },
)
// #endregion user

// #region checks
export const database = singleton({}, () => ({ isUp: true, pendingMigrations: 0 }))

const checks = {
  database: healthCheck(
    { database },
    ({ database }) => {
      if (!database.isUp) throw new Error('connect to postgres://shop:hunter2@db: refused')
      if (database.pendingMigrations > 0)
        throw new NotReady(`${database.pendingMigrations} migrations are pending`)
    },
    { timeout: '1s' },
  ),
}
// #endregion checks

// #region app
export function shop(log: Logger = jsonLogger({ fields: { service: 'shop' } })): App {
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log,
    middleware: [telemetry({ metrics, requestLog: { slow: '1s' } })],
  })
  app.include(metricsRouter(metrics, { hidden: true }))
  app.include(healthRouter({ live: '/health', ready: '/readiness', checks }), { prefix: '/api/v1' })
  app.get('/orders/{id}', { inputs: { id: path(z.int()), user: currentUser, log: requestLog } }, (values) => {
    values.log.info('order read', { order: values.id })
  })
  return app
}
// #endregion app

// #region report
export function reportedLog(report: ErrorReporter): Logger {
  return jsonLogger({
    redact: { names: ['iban'], paths: ['customer.email'], values: [/\bES\d{22}\b/] },
    report,
  })
}
// #endregion report
