import { App, dependency, path, Router, singleton } from 'vivace'
import { requestLog } from 'vivace/middleware'
import * as z from 'zod'

// #region database
interface Database {
  find(id: number): Promise<{ id: number; name: string; passwordHash: string }>
  close(): Promise<void>
}

export const database = singleton({}, async function* () {
  const database = await connect()
  yield database
  await database.close()
})
// #endregion

export const closed: string[] = []

async function connect(): Promise<Database> {
  return {
    find: async (id) => ({ id, name: 'Ana', passwordHash: 'x' }),
    close: async () => void closed.push('database'),
  }
}

// #region timing
export const timed: string[] = []

const timing = dependency({}, function* () {
  timed.push('begin') // what preHandler did
  yield
  timed.push('end') // what onSend did
})
// #endregion

// #region routes
const User = z.object({ id: z.int(), name: z.string() })
const users = new Router({ prefix: '/users', tags: ['Users'], dependencies: [timing] })

users.get('/{id}', { inputs: { id: path(z.int()), database }, returns: User }, ({ id, database }) =>
  database.find(id),
)
// #endregion

// #region app
export const app = new App({ title: 'Users', version: '1.0.0', middleware: [requestLog()] })

app.include(users, { prefix: '/api' })
// #endregion
