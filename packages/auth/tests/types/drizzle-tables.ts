import { type TableOf, userColumns, type UserOf } from '@vivace/auth/drizzle'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { expectTypeOf } from 'vitest'

export const users = pgTable('users', { ...userColumns(), name: text('name').notNull(), age: integer('age') })

// Compiled and never run: `npm run compile` fails where one of them is not so.
export function cases(): void {
  expectTypeOf<TableOf<'teams', { id: string; motto: string | null }>['$inferSelect']>().toEqualTypeOf<{
    id: string
    motto: string | null
  }>()
  expectTypeOf<TableOf<'teams', { id: string; motto: string | null }>['$inferInsert']>().toEqualTypeOf<{
    id: string
    motto?: string | null | undefined
  }>()

  // What a handler sees of a user: the application's own columns, and never the hash.
  expectTypeOf<UserOf<typeof users>>().toEqualTypeOf<{
    id: string
    email: string
    isVerified: boolean
    isDisabled: boolean
    sessionVersion: number
    roles: string[]
    scopes: string[]
    name: string
    age: number | null
  }>()
  // What has a default may be left out when a user is made.
  expectTypeOf<{ email: string; name: string }>().toExtend<(typeof users)['$inferInsert']>()
}
