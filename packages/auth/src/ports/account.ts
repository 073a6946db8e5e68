/** What this package knows of a user; `user` is the application's own record of them, without the hash. */
export interface Account<User = unknown> {
  readonly id: string
  /** The name to log in with, as `normalLogin` writes it: an e-mail address. */
  readonly login: string
  /** argon2id as PHC text, or bcrypt from elsewhere; `undefined` for who has no password. */
  readonly passwordHash: string | undefined
  /** Whether the address has been proved. */
  readonly isVerified: boolean
  /** Nobody logs in with a disabled account, and its tokens are refused. */
  readonly isDisabled: boolean
  /** Raised to refuse all access tokens that were given before. */
  readonly sessionVersion: number
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly user: User
}

/** What an account begins with. */
export interface NewAccount {
  readonly login: string
  readonly passwordHash?: string | undefined
  readonly isVerified?: boolean
  readonly roles?: readonly string[]
  readonly scopes?: readonly string[]
  /** Further columns of the application's own: a name. */
  readonly profile?: Readonly<Record<string, unknown>>
}

/**
 * A name to log in with, in the one form that it is stored and looked up in: without blanks around it, NFKC, lower case.
 *
 *     normalLogin(' Ana@Example.COM ')   // 'ana@example.com'
 */
export function normalLogin(login: string): string {
  // Normalised first: what NFKC makes of a text may begin with blanks, or have capitals.
  return login.normalize('NFKC').trim().toLowerCase().normalize('NFKC')
}
