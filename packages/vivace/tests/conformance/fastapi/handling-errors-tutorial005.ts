import { App, body, fastapiDetail, reply, ValidationError } from 'vivace'
import * as z from 'zod'

const Item = z.object({ title: z.string(), size: z.int() })

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.onError(ValidationError, async (error, request) => {
  const sent: unknown = JSON.parse(new TextDecoder().decode(await request.bytes()))
  return reply(422, { detail: fastapiDetail(error), body: sent })
})

app.post('/items/', { inputs: { item: body(Item) } }, ({ item }) => item)
