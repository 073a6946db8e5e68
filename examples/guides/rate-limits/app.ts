import { App, bearer, body, dependency, query, Router } from 'vivace'
import { rateLimit, RateLimitExceeded, rateLimitGuard } from '@vivace/limits'
import * as z from 'zod'

const Login = z.object({ email: z.email(), password: z.string() })

// #region general
export const app = new App({
  title: 'Accounts',
  version: '1.0.0',
  middleware: [rateLimit({ limit: 100, per: '1m', skip: ({ path }) => path === '/health' })],
  errors: [RateLimitExceeded],
})
// #endregion

app.get('/health', {}, () => 'ok')

// #region auth
const perMinute = (name: string, limit: number) =>
  rateLimitGuard({ name, limit, per: '1m', whenUnavailable: 'refuse' })

const auth = new Router({ prefix: '/auth', tags: ['Auth'] })
auth.post('/register', { dependencies: [perMinute('register', 3)] }, () => null)
auth.post('/login', { dependencies: [perMinute('login', 5)], inputs: { login: body(Login) } }, () => null)
auth.post('/refresh', { dependencies: [perMinute('refresh', 10)] }, () => null)
auth.post('/change-password', { dependencies: [perMinute('change-password', 5)] }, () => null)
// #endregion
app.include(auth)

// #region user
const userId = dependency({ token: bearer() }, ({ token }) => token.split('.')[0] ?? '')

const exportLimits = rateLimitGuard([
  { name: 'export-burst', limit: 2, per: '1s', by: userId },
  {
    name: 'export-rows',
    limit: 10_000,
    per: '1h',
    by: userId,
    cost: query(z.int().min(1), { name: 'rows' }),
  },
])

app.get('/export', { dependencies: [exportLimits], inputs: { rows: query(z.int().min(1)) } }, ({ rows }) => ({
  rows,
}))
// #endregion
