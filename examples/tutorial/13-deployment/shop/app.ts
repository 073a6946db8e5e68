// #region app
import { App } from 'vivace'
import { allowedHosts, health, requestId, requestLog, timeout } from 'vivace/middleware'
import { config } from './settings.ts'

export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  docsUrl: '/docs', // public, on purpose
  trustedProxies: ['uniquelocal'], // the balancer's word on who asks counts
  middleware: [health(), allowedHosts(['shop.example']), requestId(), requestLog(), timeout('10s')],
})

app.get('/', { inputs: { config } }, ({ config }) => ({ name: config.shopName }))
// #endregion
