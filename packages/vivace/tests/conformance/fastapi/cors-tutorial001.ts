import { App } from 'vivace'
import { cors } from 'vivace/middleware'

const origins = [
  'http://localhost.tiangolo.com',
  'https://localhost.tiangolo.com',
  'http://localhost',
  'http://localhost:8080',
]

export const app = new App({
  title: 'Pages of other origins',
  version: '0.1.0',
  errorFormat: 'fastapi',
  middleware: [cors({ origins, credentials: true, methods: '*', headers: '*' })],
})

app.get('/', {}, () => ({ message: 'Hello World' }))
