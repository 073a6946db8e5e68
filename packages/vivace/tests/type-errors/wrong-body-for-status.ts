import { App, path, Problem, problem, reply } from 'vivace'
import * as z from 'zod'

const app = new App({ title: 'Shop', version: '1.0.0' })
const Item = z.object({ id: z.int() })

app.get('/items/{id}', { inputs: { id: path(z.int()) }, returns: { 200: Item, 404: Problem } }, ({ id }) =>
  id === 0 ? reply(404, problem('Gone')) : reply(200, { id: 'seven' }),
)
