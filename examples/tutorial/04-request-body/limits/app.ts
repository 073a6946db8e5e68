import { App, body } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.post(
  '/comments',
  { bodyLimit: 1_000, inputs: { comment: body(z.object({ text: z.string() })) } },
  ({ comment }) => comment,
)
// #endregion
