import { App, cookie, response } from 'vivace'
import * as z from 'zod'

// #region app
export const app = new App({ title: 'Shop', version: '1.0.0' })

app.post('/basket', { inputs: { response } }, ({ response }) => {
  response.cookie('basket', 'b-1', { maxAge: 86_400 })
})

app.get('/basket', { inputs: { basket: cookie(z.string().optional()) } }, ({ basket }) => ({
  basket: basket ?? 'none',
}))
// #endregion
