import { App, bearer, dependency, events, query, route } from 'vivace'
import * as z from 'zod'

// #region variables
const users = new Map([['token-of-ana', { name: 'Ana' }]])

const user = dependency({ token: bearer() }, ({ token }) => users.get(token) ?? { name: 'guest' })
// #endregion

// #region routes
const Hello = z.object({ message: z.string() })

export const hello = route.get(
  '/hello',
  { inputs: { user, times: query(z.int().min(1).max(3).default(1)) }, returns: Hello },
  ({ user, times }) => ({ message: `${'Hello, '.repeat(times)}${user.name}` }),
)

export const count = route.get('/count', { returns: events(z.int()) }, async function* () {
  for (let n = 1; n <= 3; n++) yield n
})
// #endregion

// #region app
export const api = { hello, count }
export const app = new App({ title: 'Hello', version: '1.0.0' })

app.add(api)
// #endregion
