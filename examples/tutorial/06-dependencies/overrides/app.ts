import { App, bearer, dependency } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const User = z.object({ id: z.int(), name: z.string() })

// #region app
export const currentUser = dependency({ token: bearer() }, async ({ token }) => {
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch('https://accounts.example/me', { headers })
  return User.parse(await response.json())
})

app.get('/me', { inputs: { user: currentUser } }, ({ user }) => ({ hello: user.name }))
// #endregion
