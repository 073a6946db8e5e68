import { App, dependency, header, HttpError } from 'vivace'
import * as z from 'zod'

const verifiedToken = dependency({ x_token: header(z.string()) }, ({ x_token }) => {
  if (x_token !== 'fake-super-secret-token') throw new HttpError(400, { detail: 'X-Token header invalid' })
})
const verifiedKey = dependency({ x_key: header(z.string()) }, ({ x_key }) => {
  if (x_key !== 'fake-super-secret-key') throw new HttpError(400, { detail: 'X-Key header invalid' })
})

export const app = new App({
  title: 'Items and users',
  version: '0.1.0',
  errorFormat: 'fastapi',
  dependencies: [verifiedToken, verifiedKey],
})

app.get('/items/', {}, () => [{ item: 'Portal Gun' }, { item: 'Plumbus' }])
app.get('/users/', {}, () => [{ username: 'Rick' }, { username: 'Morty' }])
