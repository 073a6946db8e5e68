import { App, path } from 'vivace'
import * as z from 'zod'

const app = new App({ title: 'Shop', version: '1.0.0' })
const Item = z.object({ id: z.int(), name: z.string() })

app.get('/items/{id}', { inputs: { id: path(z.int()) }, returns: Item }, ({ id }) => ({ id, name: id }))
