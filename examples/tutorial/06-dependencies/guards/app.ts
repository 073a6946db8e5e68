import { App, body, defineError, dependency } from 'vivace'
import * as z from 'zod'
import { currentUser } from './current-user.ts'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region user
app.get('/me', { inputs: { user: currentUser } }, ({ user }) => ({ name: user.name }))
// #endregion

// #region admin
const AdminsOnly = defineError({ status: 403, code: 'admins-only', title: 'Only for administrators' })

const requireAdmin = dependency(
  { user: currentUser },
  ({ user }) => {
    if (!user.isAdmin) throw new AdminsOnly()
  },
  { errors: [AdminsOnly] },
)

app.post(
  '/items',
  { inputs: { item: body(z.object({ name: z.string() })) }, dependencies: [requireAdmin] },
  ({ item }) => item,
)
// #endregion
