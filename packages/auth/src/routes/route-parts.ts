import type { Dependency, Schema } from 'vivace'
import type { AuthServices } from '../accounts/index.ts'
import type { SecurityLog } from '../events/index.ts'
import type { Caller } from '../guards/index.ts'
import type { Account, Grants } from '../ports/index.ts'

/** How a user is shown. */
export interface Shown<User, Me> {
  readonly schema: Schema<Me, unknown>
  readonly show: (account: Account<User>) => Me
}

/** What every route is made of. */
export interface RouteParts<User> {
  readonly services: Dependency<AuthServices<User>, 'app'>
  readonly security: Dependency<SecurityLog, 'request'>
  /** Who sends the request, by an access token. */
  readonly caller: Dependency<Caller<User>, 'request'>
  /** Refuses what pages of other sites send. */
  readonly sameSite: Dependency<undefined, 'request'>
  /** Whether an address must be proved before its account can log in. */
  readonly needsVerified: boolean
  /** What a registration says besides address and password. */
  readonly profile: Schema<unknown, Readonly<Record<string, unknown>> | undefined>
  /** What who registers begins with. */
  readonly grants: Grants
  readonly me: Shown<User, unknown>
}

/** What all routes have in the documents. */
export const tags: readonly string[] = ['Accounts']
