import { setTimeout as sleep } from 'node:timers/promises'
import { App, client, event, events, request, singleton, stopping } from 'vivace'
import { allowedHosts, health, httpsRedirect, requestLog } from 'vivace/middleware'
import * as z from 'zod'

// #region app
export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  docsUrl: '/docs',
  trustedProxies: ['10.0.0.0/8'],
  middleware: [health(), allowedHosts(['shop.example', '*.shop.example']), httpsRedirect(), requestLog()],
})
// #endregion

// #region seen
app.get('/seen', { inputs: { client, request } }, ({ client, request }) => ({
  client: client.address, // who sent it, and not the proxy
  url: request.url, // as the client has written it
}))
// #endregion

// #region stopping
const prices = singleton({ stopping }, async function* ({ stopping }) {
  const latest = new Map<string, number>()
  const polling = poll(latest, stopping) // goes on until the app stops
  yield latest
  await polling
})

app.get('/ticks', { inputs: { stopping }, returns: events(z.int()) }, async function* ({ stopping }) {
  for (let tick = 0; !stopping.aborted; tick += 1) {
    yield event(tick, { id: tick })
    await sleep(1_000, undefined, { signal: stopping }).catch(() => undefined)
  }
})
// #endregion

app.get('/prices/{name}', { inputs: { prices } }, ({ prices }) => ({ known: prices.size }))

async function poll(latest: Map<string, number>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    latest.set('espresso', 2)
    await sleep(1_000, undefined, { signal }).catch(() => undefined)
  }
}
