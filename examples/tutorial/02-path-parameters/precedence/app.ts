import { App, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get('/users/{name}', { inputs: { name: path(z.string()) } }, ({ name }) => ({ name }))

app.get('/users/me', {}, () => ({ name: 'whoever is asking' }))
// #endregion
