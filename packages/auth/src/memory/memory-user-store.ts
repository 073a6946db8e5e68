import { type Account, type Grants, type NewAccount, normalLogin, type UserStore } from '../ports/index.ts'

/** A user of `memoryAuth()`: what a table of an application would have, without the hash. */
export interface MemoryUser {
  readonly id: string
  readonly email: string
  readonly isVerified: boolean
  readonly isDisabled: boolean
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  /** Whatever else it was made with. */
  readonly [column: string]: unknown
}

type MemoryAccount = Omit<Account, 'user'> & { readonly profile: Readonly<Record<string, unknown>> }

/** Users in the memory of this process. */
export function memoryUserStore(): UserStore<MemoryUser> {
  return new MemoryUserStore()
}

class MemoryUserStore implements UserStore<MemoryUser> {
  readonly #accounts = new Map<string, MemoryAccount>()
  readonly #ids = new Map<string, string>()

  async findByLogin(login: string): Promise<Account<MemoryUser> | undefined> {
    return this.#told(this.#ids.get(login))
  }

  async findById(id: string): Promise<Account<MemoryUser> | undefined> {
    return this.#told(id)
  }

  async create(account: NewAccount): Promise<Account<MemoryUser> | undefined> {
    const { login: given, passwordHash, isVerified = false, roles = [], scopes = [], profile = {} } = account
    const login = normalLogin(given)
    if (this.#ids.has(login)) return undefined
    const id = crypto.randomUUID()
    const stored = { id, login, passwordHash, isVerified, isDisabled: false, sessionVersion: 0 }
    this.#accounts.set(id, { ...stored, roles, scopes, profile })
    this.#ids.set(login, id)
    return this.#told(id)
  }

  async setPasswordHash(
    id: string,
    hash: string,
    { replaces }: { readonly replaces?: string } = {},
  ): Promise<boolean> {
    const isStale = replaces !== undefined && this.#accounts.get(id)?.passwordHash !== replaces
    return !isStale && this.#change(id, { passwordHash: hash })
  }

  async setVerified(id: string): Promise<boolean> {
    return this.#change(id, { isVerified: true })
  }

  async setDisabled(id: string, isDisabled: boolean): Promise<boolean> {
    return this.#change(id, { isDisabled })
  }

  async setGrants(id: string, { roles, scopes }: Grants): Promise<boolean> {
    return this.#change(id, {
      ...(roles === undefined ? {} : { roles }),
      ...(scopes === undefined ? {} : { scopes }),
    })
  }

  async raiseSessionVersion(id: string): Promise<number | undefined> {
    const raised = (this.#accounts.get(id)?.sessionVersion ?? 0) + 1
    return this.#change(id, { sessionVersion: raised }) ? raised : undefined
  }

  #change(id: string, change: Partial<MemoryAccount>): boolean {
    const account = this.#accounts.get(id)
    if (account !== undefined) this.#accounts.set(id, { ...account, ...change })
    return account !== undefined
  }

  #told(id: string | undefined): Account<MemoryUser> | undefined {
    const found = id === undefined ? undefined : this.#accounts.get(id)
    if (found === undefined) return undefined
    const { profile, ...account } = found
    const { login: email, isVerified, isDisabled, roles, scopes } = account
    return { ...account, user: { ...profile, id: account.id, email, isVerified, isDisabled, roles, scopes } }
  }
}
