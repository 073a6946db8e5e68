import { rateLimit, RateLimitExceeded } from '@vivace/limits'
import { App } from 'vivace'

// #region app
export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  middleware: [rateLimit({ limit: 3, per: '1m' })],
  errors: [RateLimitExceeded],
})

app.get('/items', {}, () => [{ id: 1, name: 'Cup' }])
// #endregion
