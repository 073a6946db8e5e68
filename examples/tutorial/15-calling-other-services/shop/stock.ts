// #region client
import { forRequest, httpClient, type RequestDone } from '@vivace/http'
import { dependency } from 'vivace'
import { settings } from 'vivace/settings'
import * as z from 'zod'

export const config = settings(z.object({ stockUrl: z.url().default('http://127.0.0.1:8001') })) // STOCK_URL

export const calls: RequestDone[] = []

const http = forRequest(
  httpClient({
    policies: { stock: { total: '2s' } },
    onRequestDone: (done) => calls.push(done),
  }),
)

export const stock = dependency({ http, config }, ({ http, config }) =>
  http.with({ baseUrl: config.stockUrl, policy: 'stock' }),
)
// #endregion
