import { App, body } from 'vivace'
import * as z from 'zod'

const BaseUser = z.object({
  username: z.string(),
  email: z.email(),
  full_name: z.string().nullable().default(null),
})
const UserIn = BaseUser.extend({ password: z.string() })

export const app = new App({ title: 'Users', version: '0.1.0', errorFormat: 'fastapi' })

app.post('/user/', { inputs: { user: body(UserIn) }, returns: BaseUser }, ({ user }) => user)
