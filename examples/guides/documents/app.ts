import { App, basic, body, callback, dependency, HttpError, query, Router } from 'vivace'
import * as z from 'zod'

const Order = z.object({ id: z.int(), item: z.string() })
const Paid = z.object({ orderId: z.int() })

// #region audiences
const onlyAdmins = dependency({ login: basic() }, ({ login }) => {
  if (login.password !== process.env['ADMIN_PASSWORD']) throw new HttpError(403)
})

export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  documents: {
    public: { openapiUrl: '/openapi.json', docsUrl: '/docs', redocUrl: '/redoc' },
    admin: { title: 'Shop for admins', dependencies: [onlyAdmins] },
  },
})

const admin = new Router({ prefix: '/users', audience: 'admin', dependencies: [onlyAdmins] })
admin.get('', { summary: 'List users' }, () => [])
app.include(admin)
// #endregion

// #region webhooks
app.webhooks.post('new-order', {
  summary: 'An order has come in',
  inputs: { order: body(Order) },
  returns: null,
})
// #endregion

// #region callbacks
app.post(
  '/orders',
  {
    inputs: { order: body(Order), callbackUrl: query(z.url()) },
    callbacks: {
      orderPaid: callback.post('{$request.query.callbackUrl}', {
        inputs: { event: body(Paid) },
        returns: null,
      }),
    },
  },
  ({ order }) => order,
)
// #endregion
