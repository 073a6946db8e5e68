import type { Transaction } from '@vivace/data'
import { count, eq } from 'drizzle-orm'
import { defineError } from 'vivace'
import { todos, users } from '../tables.ts'

export const ListFull = defineError({ status: 409, code: 'list-full', title: 'The list is full' })

/** What is added for whom, and how many todos that may make. */
interface NewTodos {
  readonly ownerId: string
  readonly titles: readonly string[]
  readonly max: number
}

/** Adds todos, all of them or none. Throws `ListFull`. */
export async function addTodos(transaction: Transaction, { ownerId, titles, max }: NewTodos) {
  // Who adds at the same time waits here, so that two requests cannot take the same last place.
  await transaction.select({ id: users.id }).from(users).where(eq(users.id, ownerId)).for('update')
  const [found] = await transaction.select({ count: count() }).from(todos).where(eq(todos.ownerId, ownerId))
  if ((found?.count ?? 0) + titles.length > max) throw new ListFull({ detail: `It takes ${max} todos.` })
  return transaction
    .insert(todos)
    .values(titles.map((title) => ({ ownerId, title })))
    .returning()
}
