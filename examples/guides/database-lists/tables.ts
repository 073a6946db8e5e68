import { index, integer, pgEnum, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

export const category = pgEnum('category', ['cups', 'plates', 'bowls'])

export const products = pgTable(
  'products',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    code: text().notNull().unique(),
    name: text().notNull(),
    category: category().notNull(),
    /** In cents. */
    price: integer().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('products_newest').on(table.createdAt, table.id)],
)
