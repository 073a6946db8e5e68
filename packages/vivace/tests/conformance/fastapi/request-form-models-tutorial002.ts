import { App, form } from 'vivace'
import * as z from 'zod'

const FormData = z.strictObject({ username: z.string(), password: z.string() }).meta({ id: 'FormData' })

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.post('/login/', { summary: 'Login', inputs: { data: form.model(FormData) } }, ({ data }) => data)
