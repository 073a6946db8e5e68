import { singleton } from 'vivace'
import { config } from '../settings.ts'
import type { Todo } from './todo.ts'

/** Todos in memory: a database takes its place without a change to the routes. */
export class TodoList {
  readonly #todos = new Map<number, Todo>()
  readonly #max: number
  #lastId = 0

  constructor(max: number) {
    this.#max = max
  }

  get isFull(): boolean {
    return this.#todos.size >= this.#max
  }

  all(): Todo[] {
    return [...this.#todos.values()]
  }

  find(id: number): Todo | undefined {
    return this.#todos.get(id)
  }

  add(title: string): Todo {
    const todo = { id: ++this.#lastId, title, isDone: false }
    this.#todos.set(todo.id, todo)
    return todo
  }

  save(todo: Todo): void {
    this.#todos.set(todo.id, todo)
  }

  remove(id: number): boolean {
    return this.#todos.delete(id)
  }
}

/** One list for the whole app; a test replaces it with `app.override`. */
export const todoList = singleton({ config }, ({ config }) => new TodoList(config.maxTodos))
