import { App, uploads } from 'vivace'

export const app = new App({ title: 'Photos', version: '1.0.0' })

// #region album
app.post(
  '/albums',
  { inputs: { photos: uploads({ maxFiles: 50 }) }, form: { files: 50, size: '200mb' } },
  ({ photos }) => photos.map(({ name, size }) => ({ name, size })),
)
// #endregion
