import { UpstreamError } from '@vivace/http'
import { App, path } from 'vivace'
import * as z from 'zod'
import { calls, stock } from './stock.ts'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region route
const Level = z.object({ left: z.int() })

app.get('/items/{id}', { inputs: { id: path(z.int()), stock } }, async ({ id, stock }) => {
  const { body } = await stock.get(`levels/${id}`, { returns: Level })
  return { id, left: body.left } // body: { left: number }
})
// #endregion

// #region calls
app.get('/calls', {}, () => calls.map(({ status, attempts }) => ({ status, attempts })))
// #endregion

// #region failure
app.get('/items/{id}/offer', { inputs: { id: path(z.int()), stock } }, async ({ id, stock }) => {
  try {
    const { body } = await stock.get(`levels/${id}`, { returns: Level })
    return { isOnSale: body.left > 10 }
  } catch (error) {
    if (error instanceof UpstreamError && error.answer?.status === 404) return { isOnSale: false }
    throw error
  }
})
// #endregion
