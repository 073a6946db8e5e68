import type { Dependency } from 'vivace'
import type { Database, Transaction } from '../database/database.ts'
import { type DatabaseDefinition, databaseOf, definedDatabases } from './define-database.ts'

/** The database of an app that defines none: `defineDatabase()` without options. */
export const defaultDatabase: DatabaseDefinition = databaseOf({})

/**
 * The database of an app that has one and configures nothing: PostgreSQL where DATABASE_URL is set, else an embedded one
 * under `.vivace/data`.
 *
 *     app.get('/users', { inputs: { database } }, ({ database }) => database.select().from(users))
 */
export const database: Dependency<Database, 'app'> = defaultDatabase.database

/**
 * A transaction of that database, for each request that names it: committed before the response is sent, rolled back when
 * anything is thrown. It begins with its first statement.
 *
 *     app.post('/users', { inputs: { transaction, user: body(NewUser) } }, ({ transaction, user }) =>
 *       transaction.insert(users).values(user).returning(),
 *     )
 */
export const transaction: Dependency<Transaction, 'request'> = defaultDatabase.transaction

/**
 * The databases of this process: those that were defined, or the one that needs no definition.
 *
 *     for (const { options, engine } of databases()) …
 */
export function databases(): readonly DatabaseDefinition[] {
  return definedDatabases.size === 0 ? [defaultDatabase] : [...definedDatabases]
}
