import { databaseCheck, defineDatabase, migrationsCheck, oneRow, UniqueViolation } from '@vivace/data'
import { healthRouter } from '@vivace/telemetry'
import { eq } from 'drizzle-orm'
import { App, body, defineError, path, reply } from 'vivace'
import * as z from 'zod'
// #region data
import * as schema from './tables.ts'

export const data = defineDatabase({ schema, migrations: new URL('./migrations/', import.meta.url) })
export const { database, transaction } = data
// #endregion

const { todos } = schema

export const app = new App({ title: 'Todos', version: '1.0.0' })

// #region read
const NewTodo = z.object({ title: z.string().min(1) })
const Todo = NewTodo.extend({ id: z.int(), isDone: z.boolean() })

app.get('/todos', { inputs: { database }, returns: z.array(Todo) }, ({ database }) =>
  database.select().from(todos).orderBy(todos.id),
)
// #endregion

// #region write
app.post(
  '/todos',
  { inputs: { transaction, todo: body(NewTodo) }, returns: { 201: Todo }, errors: [UniqueViolation] },
  async ({ transaction, todo }) =>
    reply(201, await oneRow(transaction.insert(todos).values(todo).returning())),
)
// #endregion

// #region swap
const TodoNotFound = defineError({ status: 404, code: 'todo-not-found', title: 'There is no such todo' })

app.post(
  '/todos/{id}/replace',
  {
    inputs: { transaction, id: path(z.int()), todo: body(NewTodo) },
    returns: Todo,
    errors: [TodoNotFound, UniqueViolation],
  },
  async ({ transaction, id, todo }) => {
    const added = await oneRow(transaction.insert(todos).values(todo).returning())
    const [old] = await transaction.update(todos).set({ isDone: true }).where(eq(todos.id, id)).returning()
    if (old === undefined) throw new TodoNotFound()
    return added
  },
)
// #endregion

// #region health
app.include(healthRouter({ checks: { database: databaseCheck(data), migrations: migrationsCheck(data) } }))
// #endregion
