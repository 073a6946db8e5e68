import { App, path } from 'vivace'
import * as z from 'zod'

const app = new App({ title: 'Shop', version: '1.0.0' })

app.get('/items/{id}', { inputs: { itemId: path(z.int()) } }, ({ itemId }) => ({ itemId }))
