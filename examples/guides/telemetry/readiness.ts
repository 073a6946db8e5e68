import { App, type Logger } from 'vivace'
import { redis, redisCheck, type RedisOptions } from '@vivace/redis'
import { healthRouter, jsonLogger } from '@vivace/telemetry'

// #region readiness
export function ready(log: Logger = jsonLogger(), options: RedisOptions = {}): App {
  const store = redis({ log, ...options })
  const app = new App({ title: 'Shop', version: '1.0.0', log })
  app.include(healthRouter({ checks: { redis: redisCheck(store) } }))
  return app
}
// #endregion readiness
