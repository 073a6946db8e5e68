import { App, cookie } from 'vivace'
import * as z from 'zod'

const Cookies = z.strictObject({
  session_id: z.string(),
  fatebook_tracker: z.string().nullable().default(null),
  googall_tracker: z.string().nullable().default(null),
})

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get('/items/', { inputs: { cookies: cookie.model(Cookies) } }, ({ cookies }) => cookies)
