import { defineAuth, mailer, memoryAuth } from '@vivace/auth'
import { countAuthOperations, Metrics, metricsRouter } from '@vivace/telemetry'
import { App } from 'vivace'

const metrics = new Metrics()

// #region accounts
export const auth = defineAuth({
  store: memoryAuth(),
  issuer: 'http://localhost:8000',
  mailer: mailer({ from: 'Shop <no-reply@shop.example>' }),
  onEvent: countAuthOperations(metrics),
})
// #endregion

export const app = new App({ title: 'Shop', version: '1.0.0' })
app.include(auth.router, { prefix: '/auth' })
app.include(metricsRouter(metrics))
