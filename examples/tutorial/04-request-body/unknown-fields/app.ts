import { App, body } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const User = z.object({ email: z.email() })

// #region app
app.post('/users', { inputs: { user: body(User) } }, ({ user }) => user)

app.post('/members', { unknownFields: 'reject', inputs: { user: body(User) } }, ({ user }) => user)
// #endregion
