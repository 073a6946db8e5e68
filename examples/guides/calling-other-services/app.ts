import { App, body, dependency, path } from 'vivace'
import { forRequest, httpClient, type RequestDone, UpstreamError } from '@vivace/http'
import { requestContext } from '@vivace/telemetry'
import * as z from 'zod'

// #region client
export const outgoing = httpClient({
  policies: {
    catalogue: { total: '5s' },
    arxiv: { concurrency: 1, throttle: { limit: 1, per: '3s' } },
    prompt: { connect: '10s', read: '110s', total: '120s', concurrency: 8, retriedMethods: ['POST'] },
  },
  onRequestDone: (done) => calls.push(done),
})
export const http = forRequest(outgoing)
// #endregion client

export const calls: RequestDone[] = []
export const app = new App({ title: 'Shop', version: '1.0.0' })

const Item = z.object({ id: z.int(), name: z.string() })

// #region call
app.get('/items/{itemId}', { inputs: { itemId: path(z.int()), http }, returns: Item }, async (given) => {
  const { body } = await given.http.get(`https://catalogue.example/items/${given.itemId}`, {
    policy: 'catalogue',
    returns: Item, // body: { id: number, name: string }
  })
  return body
})
// #endregion call

// #region failure
app.get(
  '/items/{itemId}/name',
  { inputs: { itemId: path(z.int()), http }, returns: z.string() },
  async ({ itemId, http }) => {
    try {
      const { body } = await http.get(`https://catalogue.example/items/${itemId}`, { returns: Item })
      return body.name
    } catch (error) {
      if (error instanceof UpstreamError && error.answer?.status === 404) return 'nothing of ours'
      throw error // 502, 503 or 504
    }
  },
)
// #endregion failure

// #region webhook
const Hook = z.object({ url: z.url(), event: z.object({ id: z.string() }) })

app.post('/hooks', { inputs: { hook: body(Hook), http }, status: 204 }, async ({ hook, http }) => {
  const headers = { 'idempotency-key': hook.event.id }
  await http.post(hook.url, { policy: 'webhook', json: hook.event, headers })
})
// #endregion webhook

// #region picture
app.post(
  '/pictures',
  { inputs: { from: body(z.url()), http }, returns: z.string() },
  async ({ from, http }) => {
    const response = await http.safeFetch(from)
    return response.headers.get('content-type') ?? 'unknown'
  },
)
// #endregion picture

// #region base
export const catalogue = dependency({ http }, ({ http }) =>
  http.with({ baseUrl: 'https://catalogue.example/v2', policy: 'catalogue' }),
)
app.get('/names', { inputs: { catalogue }, returns: z.array(z.string()) }, async ({ catalogue }) => {
  const { body } = await catalogue.get('items', { query: { sort: 'name' }, returns: z.array(Item) })
  return body.map(({ name }) => name)
})
// #endregion base

// #region traced
const headers = dependency({ requestContext }, ({ requestContext }) => requestContext.headers())
export const tracedHttp = forRequest(outgoing, { headers })
// #endregion traced
app.get('/ping', { inputs: { tracedHttp }, status: 204 }, async ({ tracedHttp }) => {
  await tracedHttp.head('https://catalogue.example/')
})
