import { App, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

const users = [{ id: 7, email: 'ana@shop.example', passwordHash: '$argon2id$…', createdAt: new Date(0) }]

// #region user
const User = z.object({ id: z.int(), email: z.email(), createdAt: z.date() })

app.get('/users', { returns: z.array(User) }, () => users)
// #endregion

// #region broken
app.get('/broken', { returns: User }, () => ({ id: 8, email: 'no address', createdAt: new Date() }))
// #endregion

// #region undeclared
app.get('/ping/{name}', { inputs: { name: path(z.string()) } }, ({ name }) => ({ pong: name }))

app.delete('/users/{name}', { inputs: { name: path(z.string()) } }, () => undefined)
// #endregion
