import { App, body } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Weights', version: '0.1.0', errorFormat: 'fastapi' })

app.post(
  '/index-weights/',
  { inputs: { weights: body(z.record(z.int(), z.number())) } },
  ({ weights }) => weights,
)
