import { App, dependency, inSpan, path, singleton, text, tracer } from 'vivace'
import { cache, namespace } from '@vivace/cache'
import { forRequest, httpClient } from '@vivace/http'
import { rateLimit, rateLimiter } from '@vivace/limits'
import {
  cacheMetrics,
  countCalls,
  httpClientMetrics,
  Metrics,
  metricsRouter,
  poolMetrics,
  queueMetrics,
  rateLimitMetrics,
  telemetry,
} from '@vivace/telemetry'
import * as z from 'zod'

const metrics = new Metrics()
const stock = namespace({ name: 'stock', key: z.string(), value: z.string(), entries: 500, ttl: '5m' })
export const caches = cache({ namespaces: { stock }, redisUrl: false })
export const limiter = rateLimiter({ redis: '' })

// #region pool
/** Stands for the pool of a driver, and the table of a queue. */
export const database = singleton({}, () => ({
  pool: { totalCount: 5, idleCount: 3, waitingCount: 1 },
  countMails: () => Promise.resolve({ waiting: 12, running: 2 }),
}))

const pool = poolMetrics('main', { database }, ({ database: { pool } }) => ({
  used: pool.totalCount - pool.idleCount,
  idle: pool.idleCount,
  waiting: pool.waitingCount,
}))
const mails = queueMetrics('mail', { database }, async ({ database }) => ({
  entries: await database.countMails(),
}))
// #endregion pool

// #region sources
export const outgoing = httpClient({ onRequestDone: countCalls(metrics) })

export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  middleware: [
    telemetry({ metrics, requestLog: false }),
    rateLimit({ name: 'all', limit: 100, per: '1m' }, { limiter }),
  ],
})
app.include(
  metricsRouter(metrics, {
    sources: [cacheMetrics(caches), httpClientMetrics(outgoing), rateLimitMetrics(limiter), pool, mails],
  }),
)
// #endregion sources

const http = forRequest(outgoing)
app.get(
  '/stock/{item}',
  { inputs: { item: path(z.string()), caches, http }, returns: text() },
  ({ item, caches, http }) =>
    caches.stock.getOrLoad(item, async () => {
      const { body } = await http.get(`https://stock.example/${item}`, { returns: 'text' })
      return body
    }),
)

// #region span
export const report = dependency({ database, tracer }, ({ database, tracer }) =>
  inSpan(tracer, { name: 'count mails', attributes: { 'db.system.name': 'postgresql' } }, () =>
    database.countMails(),
  ),
)
// #endregion span
app.get('/report', { inputs: { report } }, ({ report }) => report)
