import { sql } from 'drizzle-orm'
import { check, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

export const accounts = pgTable(
  'accounts',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    owner: text().notNull().unique(),
    balance: integer().notNull().default(0),
  },
  (table) => [check('accounts_balance', sql`${table.balance} >= 0`)],
)

export const transfers = pgTable('transfers', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  from: integer('from_id')
    .notNull()
    .references(() => accounts.id),
  to: integer('to_id')
    .notNull()
    .references(() => accounts.id),
  amount: integer().notNull(),
  at: timestamp({ withTimezone: true }).notNull().defaultNow(),
})
