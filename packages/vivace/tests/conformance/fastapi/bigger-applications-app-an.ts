import { App, defineError, dependency, header, HttpError, path, query, Router } from 'vivace'
import * as z from 'zod'

const queryToken = dependency({ token: query(z.string()) }, ({ token }) => {
  if (token !== 'jessica') throw new HttpError(400, { detail: 'No Jessica token provided' })
})
const headerToken = dependency({ x_token: header(z.string()) }, ({ x_token }) => {
  if (x_token !== 'fake-super-secret-token') throw new HttpError(400, { detail: 'X-Token header invalid' })
})
const ItemUnknown = defineError({ status: 404, code: 'item-unknown', title: 'Item not found' })
const UpdateForbidden = defineError({ status: 403, code: 'update-forbidden', title: 'Operation forbidden' })

const users = new Router({ tags: ['users'] })
users.get('/users/', {}, () => [{ username: 'Rick' }, { username: 'Morty' }])
users.get('/users/me', {}, () => ({ username: 'fakecurrentuser' }))
users.get('/users/{username}', { inputs: { username: path(z.string()) } }, ({ username }) => ({ username }))

const stock = new Map([
  ['plumbus', { name: 'Plumbus' }],
  ['gun', { name: 'Portal Gun' }],
])
const items = new Router({
  prefix: '/items',
  tags: ['items'],
  dependencies: [headerToken],
  errors: [ItemUnknown],
})
items.get('/', {}, () => Object.fromEntries(stock))
items.get('/{item_id}', { inputs: { item_id: path(z.string()) } }, ({ item_id }) => {
  const item = stock.get(item_id)
  if (item === undefined) throw new ItemUnknown()
  return { name: item.name, item_id }
})
items.put(
  '/{item_id}',
  { tags: ['custom'], inputs: { item_id: path(z.string()) }, errors: [UpdateForbidden] },
  ({ item_id }) => {
    if (item_id === 'plumbus') return { item_id, name: 'The great Plumbus' }
    throw new UpdateForbidden({ detail: 'You can only update the item: plumbus' })
  },
)

const admin = new Router()
admin.post('/', {}, () => ({ message: 'Admin getting schwifty' }))

export const app = new App({
  title: 'Bigger applications',
  version: '0.1.0',
  errorFormat: 'fastapi',
  redirectSlashes: true,
  dependencies: [queryToken],
})
app.include(users)
app.include(items)
app.include(admin, { prefix: '/admin', tags: ['admin'], dependencies: [headerToken] })
app.get('/', {}, () => ({ message: 'Hello Bigger Applications!' }))
