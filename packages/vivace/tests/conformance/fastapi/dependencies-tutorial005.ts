import { App, cookie, dependency, query } from 'vivace'
import * as z from 'zod'

const searched = dependency({ q: query(z.string().optional()) }, ({ q }) => q)
const searchedOrLast = dependency(
  { searched, last_query: cookie(z.string().optional()) },
  ({ searched, last_query }) => searched ?? last_query,
)

export const app = new App({
  title: 'Items',
  version: '0.1.0',
  errorFormat: 'fastapi',
  redirectSlashes: true,
})

app.get('/items/', { inputs: { search: searchedOrLast } }, ({ search }) => ({ q_or_cookie: search ?? null }))
