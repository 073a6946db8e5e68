import { setTimeout as sleep } from 'node:timers/promises'
import { App, body, path, signal, type Middleware } from 'vivace'
import { bodyLimit, cors, requestId, requestLog, timeout } from 'vivace/middleware'
import * as z from 'zod'

// #region own
const serverTiming: Middleware = async (_exchange, next) => {
  const start = performance.now()
  const answer = await next()
  answer.set('server-timing', `app;dur=${performance.now() - start}`)
  return answer
}
// #endregion

// #region list
export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  middleware: [
    requestId(),
    requestLog({ slow: '1s', skip: ({ path }, { status }) => path === '/health' && status === 200 }),
    cors({ origins: ['https://shop.example'], credentials: true, exposeHeaders: ['x-request-id'] }),
    bodyLimit('100kb'),
    timeout('10s'),
    serverTiming,
  ],
  securityHeaders: { crossOriginResourcePolicy: 'cross-origin' },
})
// #endregion

app.get('/health', {}, () => ({ status: 'ok' }))
app.get('/items/{id}', { inputs: { id: path(z.int()) } }, ({ id }) => ({ id, name: 'Lamp' }))
app.post('/items', { inputs: { item: body(z.object({ name: z.string() })) } }, ({ item }) => item)

// #region signal
app.get('/report', { inputs: { signal } }, async ({ signal }) => {
  await sleep(60_000, undefined, { signal })
  return { pages: 12 }
})
// #endregion
