import { App, header } from 'vivace'
import * as z from 'zod'

export const app = new App({
  title: 'Items',
  version: '0.1.0',
  errorFormat: 'fastapi',
  redirectSlashes: true,
})

app.get('/items/', { inputs: { x_token: header(z.array(z.string()).optional()) } }, ({ x_token }) => ({
  'X-Token values': x_token ?? null,
}))
