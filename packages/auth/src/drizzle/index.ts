// The public names of @vivace/auth/drizzle.
export type { AuthDatabase } from './auth-database.ts'
export {
  type ApiKeyRow,
  authTables,
  type AuthTables,
  type LockoutRow,
  type OneTimeTokenRow,
  type SessionRow,
} from './auth-tables.ts'
export {
  type AuthDatabaseSource,
  drizzleAuth,
  type DrizzleAuthOptions,
  drizzleStores,
  type UserOf,
} from './drizzle-auth.ts'
export type { ColumnOf, DefaultColumn, NewColumn, TableOf } from './table-types.ts'
export { type UserColumns, userColumns, type UserTable } from './user-columns.ts'
