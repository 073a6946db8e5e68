import { body, defineError, dependency, event, events, HttpError, path, query, route } from 'vivace'
import * as z from 'zod'

export const User = z.object({ id: z.int(), name: z.string(), since: z.date() })
const users = [{ id: 1, name: 'Ada', since: new Date(0) }]
const NameTaken = defineError({ status: 409, code: 'name-taken', title: 'Name already taken' })

// #region routes
const page = dependency({ skip: query(z.int().default(0)) }, ({ skip }) => skip)

const listUsers = route.get('/users', { inputs: { page }, returns: z.array(User) }, ({ page }) =>
  users.slice(page),
)

const readUser = route.get(
  '/users/{userId}',
  { inputs: { userId: path(z.int()) }, returns: User },
  ({ userId }) => {
    const user = users.find(({ id }) => id === userId)
    if (user === undefined) throw new HttpError(404)
    return user
  },
)
// #endregion

const createUser = route.post(
  '/users',
  {
    inputs: { user: body(z.object({ name: z.string() })) },
    returns: User,
    status: 201,
    errors: [NameTaken],
  },
  ({ user }) => {
    if (users.some(({ name }) => name === user.name)) throw new NameTaken()
    return { id: 2, name: user.name, since: new Date(0) }
  },
)

const countDown = route.get(
  '/count-down',
  { inputs: { from: query(z.int()) }, returns: events(z.object({ left: z.int() })) },
  async function* ({ from }) {
    for (let left = from; left > 0; left--) yield event({ left }, { id: left })
  },
)

// #region record
export const api = { listUsers, readUser, createUser, countDown }
// #endregion
