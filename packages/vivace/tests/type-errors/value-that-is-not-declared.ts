import { App, query } from 'vivace'
import * as z from 'zod'

const app = new App({ title: 'Shop', version: '1.0.0' })

app.get('/items', { inputs: { limit: query(z.int()) } }, ({ limit, skip }) => ({ limit, skip }))
