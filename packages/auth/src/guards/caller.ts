import type { Account } from '../ports/index.ts'
import type { Session } from '../sessions/index.ts'

/** Who sends a request, and with what. */
export interface Caller<User> {
  readonly user: User
  readonly account: Account<User>
  /** What the credential grants of what the user may do. */
  readonly scopes: readonly string[]
  /** Present if it is an access token. */
  readonly session?: Session
  /** The id of the API key, if it is one. */
  readonly keyId?: string
}
