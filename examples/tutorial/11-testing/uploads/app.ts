import { App, form, upload } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.post(
  '/photos',
  { inputs: { caption: form(z.string()), photo: upload({ types: ['image/png'] }) } },
  ({ caption, photo }) => ({ caption, name: photo.name, size: photo.size }),
)
// #endregion
