import type { Account, NewAccount } from './account.ts'

/**
 * The users of an application, in its own tables. `drizzleAuth()` has one over a table of Drizzle, `memoryAuth()` one in
 * memory; another needs these eight methods, each of which is one statement.
 */
export interface UserStore<User = unknown> {
  /** By the name to log in with, which is in the form of `normalLogin`. */
  findByLogin(login: string): Promise<Account<User> | undefined>
  findById(id: string): Promise<Account<User> | undefined>
  /** `undefined` if the login is taken, also by somebody who came at the same time. */
  create(account: NewAccount): Promise<Account<User> | undefined>
  /**
   * Keeps another hash. With `replaces` only if that is still the one that is kept, so that a hash brought up to date
   * never undoes a change of password. Answers whether it was kept.
   */
  setPasswordHash(id: string, hash: string, options?: { readonly replaces?: string }): Promise<boolean>
  /** Answers whether there is such a user. */
  setVerified(id: string): Promise<boolean>
  /** Answers whether there is such a user. End their sessions too: `sessions.endAll(id)`. */
  setDisabled(id: string, isDisabled: boolean): Promise<boolean>
  /** Answers whether there is such a user. Takes effect with the next access token. */
  setGrants(id: string, grants: Grants): Promise<boolean>
  /** Raises the session version by one, atomically, and answers it; `undefined` if there is no such user. */
  raiseSessionVersion(id: string): Promise<number | undefined>
}

/** What a user may do; what is left out stays. */
export interface Grants {
  readonly roles?: readonly string[]
  readonly scopes?: readonly string[]
}
