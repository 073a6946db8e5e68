import type { NotNull } from 'drizzle-orm'
import { boolean, integer, type PgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { ColumnOf, DefaultColumn, NewColumn } from './table-types.ts'

/** The columns that a table of users has for this package. */
export interface UserColumns {
  readonly id: DefaultColumn<'id', string>
  readonly email: NotNull<NewColumn<'email', string>>
  readonly passwordHash: NewColumn<'password_hash', string>
  readonly isVerified: DefaultColumn<'is_verified', boolean>
  readonly isDisabled: DefaultColumn<'is_disabled', boolean>
  readonly sessionVersion: DefaultColumn<'session_version', number>
  readonly roles: DefaultColumn<'roles', string[]>
  readonly scopes: DefaultColumn<'scopes', string[]>
}

/**
 * The columns that this package reads and writes, for the application's own table of users.
 *
 *     export const users = pgTable('users', { ...userColumns(), name: text().notNull() })
 *
 * A table may have others for them, under the same names: an `id` of integers, an `email` that is compared without case.
 * `email` is unique.
 */
export function userColumns(): UserColumns {
  const columns = {
    id: uuid('id').primaryKey().defaultRandom(),
    email: text('email').notNull().unique(),
    passwordHash: text('password_hash'),
    isVerified: boolean('is_verified').notNull().default(false),
    isDisabled: boolean('is_disabled').notNull().default(false),
    sessionVersion: integer('session_version').notNull().default(0),
    roles: text('roles').array().notNull().default([]),
    scopes: text('scopes').array().notNull().default([]),
  }
  // The same columns, in types that can be declared.
  return columns as unknown as UserColumns
}

/** A row of a table of users, as far as this package knows it. */
export interface UserRow {
  readonly id: string
  readonly email: string
  readonly passwordHash: string | null
  readonly isVerified: boolean
  readonly isDisabled: boolean
  readonly sessionVersion: number
  readonly roles: string[]
  readonly scopes: string[]
}

/** A table that has these columns, whatever else is in it. */
export type UserTable = PgTable & {
  readonly [Column in keyof UserRow]: Pick<ColumnOf<string, string, unknown>, 'name'>
}
