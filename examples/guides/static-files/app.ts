import { fileURLToPath } from 'node:url'
import { App, bearer, dependency, file, path } from 'vivace'
import { staticFiles } from 'vivace/static'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })
app.get('/api/items', {}, () => [{ id: 1, name: 'Cup' }])

// #region mount
app.mount('/static', staticFiles(new URL('public/', import.meta.url)))
// #endregion

// #region spa
app.mount(
  '/',
  staticFiles(new URL('web/', import.meta.url), {
    spa: true, // /orders/7 is a page of the front end
    immutable: /^assets\//, // their names change with their contents
    precompressed: ['br', 'gzip'], // app.js.br beside app.js
  }),
)
// #endregion

const currentUser = dependency({ token: bearer() }, ({ token }) => ({ name: token }))
const folder = fileURLToPath(new URL('invoices/', import.meta.url))

// #region file
app.get(
  '/api/invoices/{id}',
  {
    inputs: { id: path(z.int()) },
    dependencies: [currentUser],
    returns: file({ mediaType: 'application/pdf' }),
  },
  ({ id }) => file(`${folder}${id}.pdf`, { name: `invoice-${id}.pdf` }),
)
// #endregion

// #region root
app.get(
  '/api/invoices/by-name/{name}',
  { inputs: { name: path(z.string()) }, dependencies: [currentUser], returns: file() },
  ({ name }) => file(name, { root: folder }), // "../secret" is 404
)
// #endregion
