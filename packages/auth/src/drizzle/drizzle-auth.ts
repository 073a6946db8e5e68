import type { InferSelectModel } from 'drizzle-orm'
import { type Dependency, singleton } from 'vivace'
import type { AuthStores } from '../ports/index.ts'
import type { AuthDatabase } from './auth-database.ts'
import { DrizzleApiKeyStore } from './drizzle-api-key-store.ts'
import { DrizzleLockoutStore } from './drizzle-lockout-store.ts'
import { DrizzleOneTimeTokenStore } from './drizzle-one-time-token-store.ts'
import { DrizzleSessionStore } from './drizzle-session-store.ts'
import { DrizzleUserStore } from './drizzle-user-store.ts'
import type { UserTable } from './user-columns.ts'

/** A database of `defineDatabase()`, or its `database` alone. */
export type AuthDatabaseSource =
  Dependency<AuthDatabase, 'app'> | { readonly database: Dependency<AuthDatabase, 'app'> }

/** Which tables accounts are kept in. */
export interface DrizzleAuthOptions<Users extends UserTable> {
  /** The application's table of users: with `userColumns()`, and whatever else. */
  readonly users: Users
}

/** A user, as the application's table has it, without the hash of the password. */
export type UserOf<Users extends UserTable> = Omit<InferSelectModel<Users>, 'passwordHash'>

/**
 * Accounts in the application's own database: users in its table, the rest in `authTables`.
 *
 *     const store = drizzleAuth(defineDatabase({ schema }), { users })
 *     const auth = defineAuth({ store, … })
 */
export function drizzleAuth<Users extends UserTable>(
  source: AuthDatabaseSource,
  options: DrizzleAuthOptions<Users>,
): Dependency<AuthStores<UserOf<Users>>, 'app'> {
  const database = 'database' in source ? source.database : source
  return singleton({ database }, ({ database }) => drizzleStores(database, options))
}

/**
 * The same over a database that is open: for scripts and tests.
 *
 *     await using opened = await openDatabase({ url: 'memory:' })
 *     const { users } = drizzleStores(opened.database, { users: table })
 */
export function drizzleStores<Users extends UserTable>(
  database: AuthDatabase,
  { users }: DrizzleAuthOptions<Users>,
): AuthStores<UserOf<Users>> {
  return {
    users: new DrizzleUserStore<UserOf<Users>>(database, users),
    sessions: new DrizzleSessionStore(database),
    oneTimeTokens: new DrizzleOneTimeTokenStore(database),
    apiKeys: new DrizzleApiKeyStore(database),
    lockouts: new DrizzleLockoutStore(database),
  }
}
