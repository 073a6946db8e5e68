import { path, Router } from 'vivace'
import * as z from 'zod'

const users = new Router({ prefix: '/users/{userId}' })

users.get('/files/{name}', { inputs: { userId: path(z.int()), file: path(z.string()) } }, ({ file }) => ({ file }))
