import { App, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get('/items/', { inputs: { q: query(z.array(z.string()).default(['foo', 'bar'])) } }, ({ q }) => ({ q }))
