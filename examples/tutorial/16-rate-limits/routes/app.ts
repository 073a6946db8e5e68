import { rateLimitGuard } from '@vivace/limits'
import { apiKey, App, body, HttpError, reply } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region login
const Login = z.object({ name: z.string(), password: z.string() })

const loginLimit = rateLimitGuard({ name: 'login', limit: 5, per: '1m', whenUnavailable: 'refuse' })

app.post(
  '/login',
  { dependencies: [loginLimit], inputs: { login: body(Login) }, status: 204 },
  ({ login }) => {
    if (login.name !== 'ana' || login.password !== 'correct horse') throw new HttpError(401)
  },
)
// #endregion

// #region key
const key = apiKey({ in: 'header', name: 'x-api-key' })

const partnerLimits = rateLimitGuard([
  { name: 'burst', limit: 2, per: '1s', by: key },
  { name: 'hour', limit: 1_000, per: '1h', by: key },
])

app.post(
  '/orders',
  { dependencies: [partnerLimits], inputs: { key }, returns: { 201: z.object({ of: z.string() }) } },
  ({ key }) => reply(201, { of: key }),
)
// #endregion
