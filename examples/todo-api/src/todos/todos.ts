import { body, defineError, path, query, reply, Router } from 'vivace'
import * as z from 'zod'
import { Todo, TodoCreate, TodoUpdate } from './todo.ts'
import { todoList } from './todo-list.ts'

const TodoNotFound = defineError({ status: 404, code: 'todo-not-found', title: 'There is no such todo' })
const ListFull = defineError({ status: 409, code: 'list-full', title: 'The list is full' })

const todoId = path(z.int().min(1))

export const todos = new Router({ prefix: '/todos', tags: ['Todos'] })

todos.get(
  '',
  {
    summary: 'List todos',
    inputs: { isDone: query(z.boolean().optional()), list: todoList },
    returns: z.array(Todo),
  },
  ({ isDone, list }) => list.all().filter((todo) => isDone === undefined || todo.isDone === isDone),
)

todos.post(
  '',
  {
    summary: 'Add a todo',
    inputs: { todo: body(TodoCreate), list: todoList },
    returns: { 201: Todo },
    errors: [ListFull],
  },
  ({ todo, list }) => {
    if (list.isFull) throw new ListFull()
    const added = list.add(todo.title)
    return reply(201, added, { headers: { location: `/todos/${added.id}` } })
  },
)

todos.get(
  '/{todoId}',
  { summary: 'Read one todo', inputs: { todoId, list: todoList }, returns: Todo, errors: [TodoNotFound] },
  ({ todoId, list }) => list.find(todoId) ?? notFound(todoId),
)

todos.patch(
  '/{todoId}',
  {
    summary: 'Change a todo',
    inputs: { todoId, changes: body(TodoUpdate), list: todoList },
    returns: Todo,
    errors: [TodoNotFound],
  },
  ({ todoId, changes, list }) => {
    const todo = list.find(todoId) ?? notFound(todoId)
    const changed = {
      id: todo.id,
      title: changes.title ?? todo.title,
      isDone: changes.isDone ?? todo.isDone,
    }
    list.save(changed)
    return changed
  },
)

todos.delete(
  '/{todoId}',
  { summary: 'Remove a todo', inputs: { todoId, list: todoList }, errors: [TodoNotFound] },
  ({ todoId, list }) => {
    if (!list.remove(todoId)) notFound(todoId)
  },
)

function notFound(id: number): never {
  throw new TodoNotFound({ detail: `There is no todo ${id}.` })
}
