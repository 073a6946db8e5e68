import { and, type Column, eq, type SQL, sql } from 'drizzle-orm'
import { type Account, type Grants, type NewAccount, normalLogin, type UserStore } from '../ports/index.ts'
import type { AuthDatabase } from './auth-database.ts'
import { isUuid, orNull, orUndefined } from './rows.ts'
import type { TableOf } from './table-types.ts'
import type { UserRow, UserTable } from './user-columns.ts'

/** Users in a table of the application's own. */
export class DrizzleUserStore<User> implements UserStore<User> {
  readonly #database: AuthDatabase
  readonly #users: TableOf<string, UserRow>

  constructor(database: AuthDatabase, users: UserTable) {
    this.#database = database
    // It has these columns, whatever else it has; what their values are, `userColumns()` says.
    this.#users = users as unknown as TableOf<string, UserRow>
  }

  async findByLogin(login: string): Promise<Account<User> | undefined> {
    const [row] = await this.#database.select().from(this.#users).where(eq(this.#users.email, login))
    return row && accountOf<User>(row)
  }

  async findById(id: string): Promise<Account<User> | undefined> {
    const [row] = await this.#database.select().from(this.#users).where(this.#is(id))
    return row && accountOf<User>(row)
  }

  async create(account: NewAccount): Promise<Account<User> | undefined> {
    const { login, passwordHash, isVerified = false, roles = [], scopes = [], profile } = account
    const known = { email: normalLogin(login), passwordHash: orNull(passwordHash), isVerified }
    const grants = { roles: [...roles], scopes: [...scopes] }
    const [row] = await this.#database
      .insert(this.#users)
      // First the profile: nothing in it replaces what this package says. The other columns have defaults.
      .values({ ...profile, ...known, ...grants } as UserRow)
      .onConflictDoNothing({ target: this.#users.email })
      .returning()
    return row && accountOf<User>(row)
  }

  async setPasswordHash(
    id: string,
    hash: string,
    { replaces }: { readonly replaces?: string } = {},
  ): Promise<boolean> {
    const isSame = replaces === undefined ? undefined : eq(this.#users.passwordHash, replaces)
    return await this.#change(id, { passwordHash: hash }, isSame)
  }

  async setVerified(id: string): Promise<boolean> {
    return await this.#change(id, { isVerified: true })
  }

  async setDisabled(id: string, isDisabled: boolean): Promise<boolean> {
    return await this.#change(id, { isDisabled })
  }

  async setGrants(id: string, { roles, scopes }: Grants): Promise<boolean> {
    const change = {
      ...(roles === undefined ? {} : { roles: [...roles] }),
      ...(scopes === undefined ? {} : { scopes: [...scopes] }),
    }
    // An update of nothing is no SQL.
    if (Object.keys(change).length === 0) return (await this.findById(id)) !== undefined
    return await this.#change(id, change)
  }

  async raiseSessionVersion(id: string): Promise<number | undefined> {
    const { sessionVersion } = this.#users
    const [raised] = await this.#database
      .update(this.#users)
      .set({ sessionVersion: sql`${sessionVersion} + 1` })
      .where(this.#is(id))
      .returning({ sessionVersion })
    return raised?.sessionVersion
  }

  async #change(id: string, change: Partial<UserRow>, isSame?: SQL): Promise<boolean> {
    const changed = await this.#database
      .update(this.#users)
      .set(change)
      .where(and(this.#is(id), isSame))
      .returning({ id: this.#users.id })
    return changed.length === 1
  }

  #is(id: string): SQL {
    return isIdOf(this.#users.id, id) ? eq(this.#users.id, id) : sql`false`
  }
}

// PostgreSQL answers an error for an id that its column cannot have; here it is one that nobody has.
function isIdOf(column: Column, id: string): boolean {
  const type = column.getSQLType()
  if (type === 'uuid') return isUuid(id)
  return /^(small|big)?(int|serial)/.test(type) ? /^\d{1,15}$/.test(id) : true
}

function accountOf<User>(row: UserRow): Account<User> {
  const { passwordHash, ...user } = row
  const { email: login, isVerified, isDisabled, sessionVersion, roles, scopes } = row
  const known = { id: String(row.id), login, isVerified, isDisabled, sessionVersion, roles, scopes }
  // What is selected is the whole row of the application's table.
  return { ...known, passwordHash: orUndefined(passwordHash), user: user as User }
}
