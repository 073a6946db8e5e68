import { App, HttpError, path } from 'vivace'
import * as z from 'zod'

/** What the handler of errors has seen; an app would log it. */
export const seen: number[] = []

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

// A handler that throws the error on leaves the answer to the app.
app.onError(HttpError, (error) => {
  seen.push(error.status)
  throw error
})

app.get('/items/{item_id}', { inputs: { item_id: path(z.int()) } }, ({ item_id }) => {
  if (item_id === 3) throw new HttpError(418, { detail: "Nope! I don't like 3." })
  return { item_id }
})
