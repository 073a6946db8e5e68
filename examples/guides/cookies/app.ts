import { App, body, HttpError, response, signedCookie } from 'vivace'
import { csrf } from 'vivace/middleware'
import * as z from 'zod'

const Login = z.object({ name: z.string(), password: z.string() })
const users = new Map([['ann', { id: 1, password: 'correct horse' }]])
const secrets = () => [process.env['SESSION_SECRET'] ?? '']

// #region session
const Session = z.object({ userId: z.int() })

const session = signedCookie(Session.optional(), { name: '__Host-session', secrets, maxAge: 86_400 })
// #endregion

// #region csrf
export const app = new App({ title: 'Shop', version: '1.0.0', middleware: [csrf()] })
// #endregion

// #region login
app.post(
  '/login',
  { inputs: { login: body(Login), response }, returns: null },
  async ({ login, response }) => {
    const user = users.get(login.name)
    if (user?.password !== login.password) throw new HttpError(401, { detail: 'Wrong name or password.' })
    await session.set(response, { userId: user.id })
  },
)

app.post('/logout', { inputs: { response }, returns: null }, ({ response }) => session.clear(response))

app.get('/me', { inputs: { session } }, ({ session }) => ({ userId: session?.userId ?? null }))
// #endregion
