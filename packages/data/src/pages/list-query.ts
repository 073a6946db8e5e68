import type { SQL } from 'drizzle-orm'

/**
 * A query of Drizzle that has its columns and tables, and neither a condition nor an order or a limit yet.
 *
 *     database.select().from(todos)
 *     database.select({ id: todos.id, owner: users.name }).from(todos).innerJoin(users, eq(users.id, todos.ownerId))
 *
 * Drizzle takes a method that was called out of the type, so a query that has its own `.where()` does not compile here.
 */
export interface ListQuery<out Row> extends PromiseLike<readonly Row[]> {
  where(condition: SQL | undefined): unknown
  orderBy(...columns: SQL[]): unknown
  limit(limit: number): unknown
  offset(offset: number): unknown
  getSQL(): SQL
}
