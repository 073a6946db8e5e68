import { accountMails, defineAuth, mailer } from '@vivace/auth'
import { drizzleAuth } from '@vivace/auth/drizzle'
import { defineDatabase } from '@vivace/data'
import { App, path, reply, requires, route } from 'vivace'
import * as z from 'zod'
import * as schema from './tables.ts'

// #region database
export const data = defineDatabase({ schema, migrations: new URL('./migrations/', import.meta.url) })

export const auth = defineAuth({
  store: drizzleAuth(data, { users: schema.users }),
  // #endregion
  // #region profile
  profile: z.object({ name: z.string().min(1) }),
  me: {
    schema: z.object({ email: z.email(), name: z.string() }),
    show: ({ user }) => ({ email: user.email, name: user.name }),
  },
  // #endregion
  // #region mails
  issuer: 'https://api.shop.example',
  baseUrl: 'https://shop.example',
  appName: 'Shop',
  mailer: mailer({ from: 'Shop <no-reply@shop.example>' }),
  mails: {
    resetPassword: (facts) => ({ ...accountMails.resetPassword(facts), subject: 'Shop: a new password' }),
  },
  // #endregion
  origins: ['https://shop.example'],
  scopes: { 'orders:read': 'Read your orders.' },
  grants: { scopes: ['orders:read'] },
})

// #region replace
const me = route.get('/me', { inputs: { user: auth.currentUser } }, ({ user }) => ({ hello: user.name }))

const { register: _closed, ...others } = auth.routes
const routes = { ...others, me }
// #endregion

export const app = new App({ title: 'Shop', version: '1.0.0', guard: auth.currentUser })
app.include(auth.router, { prefix: '/auth' })

/** The same without registration, and with another `GET /me`. */
export const closed = new App({ title: 'Shop', version: '1.0.0', guard: auth.currentUser }).add(routes)

// #region guards
app.get('/orders', { inputs: { user: requires(auth.currentUser, ['orders:read']) } }, () => [])
app.get('/reports', { dependencies: [auth.requireRole('admin', 'auditor')] }, () => [])
app.get(
  '/welcome',
  { public: true, inputs: { user: auth.optionalUser } },
  ({ user }) => `Hello ${user?.name ?? 'stranger'}`,
)
// #endregion

// #region disable
app.delete(
  '/users/{userId}',
  {
    dependencies: [auth.requireRole('admin')],
    inputs: { userId: path(z.uuid()), administration: auth.administration },
    returns: { 204: null, 404: null },
  },
  async ({ userId, administration }) => reply((await administration.disable(userId)) ? 204 : 404),
)
// #endregion
