import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, form, upload } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Photos', version: '1.0.0' })
const folder = tmpdir()

// #region upload
app.post('/photos', { inputs: { photo: upload({ maxSize: '5mb', types: ['image/*'] }) } }, ({ photo }) => ({
  name: photo.name,
  type: photo.type,
  size: photo.size,
}))
// #endregion

// #region save
app.post('/avatars', { inputs: { avatar: upload() } }, async ({ avatar }) => {
  const path = join(folder, `${randomUUID()}-${avatar.name}`)
  await avatar.save(path)
  return { path }
})
// #endregion

// #region json
const About = z.object({ title: z.string(), tags: z.array(z.string()).default([]) })

app.post('/posts', { inputs: { about: form(About), photo: upload() } }, ({ about, photo }) => ({
  ...about,
  size: photo.size,
}))
// #endregion
