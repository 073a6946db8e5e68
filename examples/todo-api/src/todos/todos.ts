import { keysetPagination, oneRow } from '@vivace/data'
import { and, eq } from 'drizzle-orm'
import { body, cursorPageOf, defineError, path, query, reply, Router } from 'vivace'
import * as z from 'zod'
import { auth } from '../auth.ts'
import { database, transaction } from '../database.ts'
import { config } from '../settings.ts'
import { todos as table } from '../tables.ts'
import { addTodos, ListFull } from './add-todos.ts'
import { Todo, TodoCreate, TodoUpdate } from './todo.ts'

const TodoNotFound = defineError({ status: 404, code: 'todo-not-found', title: 'There is no such todo' })

const user = auth.currentUser
const todoId = path(z.int().min(1))
const newestFirst = keysetPagination([{ column: table.id, descending: true }])

export const todos = new Router({ prefix: '/todos', tags: ['Todos'] })

todos.get(
  '',
  {
    summary: 'List your todos, the newest first',
    inputs: { user, isDone: query(z.boolean().optional()), paging: newestFirst, database },
    returns: cursorPageOf(Todo),
  },
  ({ user, isDone, paging, database }) => {
    const state = isDone === undefined ? undefined : eq(table.isDone, isDone)
    const where = and(eq(table.ownerId, user.id), state)
    return paging.page(database.select(paging.fields(table)).from(table), { where })
  },
)

todos.post(
  '',
  {
    summary: 'Add a todo',
    inputs: { user, todo: body(TodoCreate), config, transaction },
    returns: { 201: Todo },
    errors: [ListFull],
  },
  async ({ user, todo, config, transaction }) => {
    const titles = [todo.title]
    const added = await oneRow(addTodos(transaction, { ownerId: user.id, titles, max: config.maxTodos }))
    return reply(201, added, { headers: { location: `/todos/${added.id}` } })
  },
)

todos.post(
  '/batch',
  {
    summary: 'Add several todos, all or none',
    inputs: { user, all: body(z.array(TodoCreate).min(1).max(100)), config, transaction },
    returns: { 201: z.array(Todo) },
    errors: [ListFull],
  },
  async ({ user, all, config, transaction }) => {
    const titles = all.map(({ title }) => title)
    return reply(201, await addTodos(transaction, { ownerId: user.id, titles, max: config.maxTodos }))
  },
)

todos.get(
  '/{todoId}',
  {
    summary: 'Read one todo',
    inputs: { user, todoId, database },
    returns: Todo,
    errors: [TodoNotFound],
  },
  async ({ user, todoId, database }) => {
    const [todo] = await database.select().from(table).where(isOwn(user, todoId))
    return todo ?? notFound(todoId)
  },
)

todos.patch(
  '/{todoId}',
  {
    summary: 'Change a todo',
    inputs: { user, todoId, changes: body(TodoUpdate), transaction },
    returns: Todo,
    errors: [TodoNotFound],
  },
  async ({ user, todoId, changes, transaction }) => {
    const [todo] = await transaction.select().from(table).where(isOwn(user, todoId)).for('update')
    if (todo === undefined) return notFound(todoId)
    const { title = todo.title, isDone = todo.isDone } = changes
    return oneRow(transaction.update(table).set({ title, isDone }).where(eq(table.id, todoId)).returning())
  },
)

todos.delete(
  '/{todoId}',
  { summary: 'Remove a todo', inputs: { user, todoId, transaction }, errors: [TodoNotFound] },
  async ({ user, todoId, transaction }) => {
    const removed = await transaction.delete(table).where(isOwn(user, todoId)).returning({ id: table.id })
    if (removed.length === 0) notFound(todoId)
  },
)

/** Todos of others are not there. */
function isOwn(user: { readonly id: string }, id: number) {
  return and(eq(table.id, id), eq(table.ownerId, user.id))
}

function notFound(id: number): never {
  throw new TodoNotFound({ detail: `You have no todo ${id}.` })
}
