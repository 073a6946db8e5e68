import { authTables, userColumns } from '@vivace/auth/drizzle'
import { boolean, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Sessions, tokens of mails, API keys, failed logins. */
export const { authSessions, authOneTimeTokens, authApiKeys, authLockouts } = authTables

export const users = pgTable('users', { ...userColumns() })

export const todos = pgTable(
  'todos',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    isDone: boolean('is_done').notNull().default(false),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('todos_owner_id').on(table.ownerId, table.id)],
)
