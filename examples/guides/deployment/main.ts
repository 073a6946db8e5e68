import { serve } from 'vivace/node'
import { app } from './app.ts'

// #region serve
await serve(app, {
  host: '0.0.0.0',
  keepAliveTimeout: '75s', // longer than the proxy's own
  drainDelay: '5s', // twice the time between two probes, and a little more
  gracePeriod: '20s',
  workers: 'auto',
})
// #endregion
