import { rateLimit, RateLimitExceeded, rateLimits } from '@vivace/limits'
import { redis, redisCheck } from '@vivace/redis'
import {
  healthRouter,
  jsonLogger,
  Metrics,
  metricsRouter,
  processMetrics,
  rateLimitMetrics,
  telemetry,
} from '@vivace/telemetry'
import { App } from 'vivace'
import { allowedHosts } from 'vivace/middleware'

// #region public
export const shop = new App({
  title: 'Shop',
  version: '1.0.0',
  middleware: [allowedHosts(['shop.example']), rateLimit({ limit: 100, per: '1m' })],
  errors: [RateLimitExceeded],
})

shop.get('/items', {}, () => [{ id: 1, name: 'Cup' }])
// #endregion

// #region around
const metrics = new Metrics()
processMetrics(metrics)
const log = jsonLogger({ fields: { service: 'shop' } })
const store = redis({ log }) // REDIS_URL
const isProbe = (path: string): boolean => path === '/metrics' || path.startsWith('/health/')

export const app = new App({
  title: 'Shop and what watches over it',
  version: '1.0.0',
  openapiUrl: false, // the shop has documents of its own
  trustedProxies: ['10.0.0.0/8'],
  log,
  middleware: [telemetry({ metrics, requestLog: { skip: ({ path }) => isProbe(path) } })],
})

app.include(healthRouter({ checks: { redis: redisCheck(store, { required: false }) } }))
app.include(metricsRouter(metrics, { sources: [rateLimitMetrics(rateLimits)] }))
app.mount('/api', shop)
// #endregion
