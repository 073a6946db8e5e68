import type { Clock } from 'vivace'
import type { ApiKeys } from '../api-keys/index.ts'
import type { AuthKeys } from '../keys/index.ts'
import type { DeviceCookie, Lockout } from '../lockout/index.ts'
import type { Passwords } from '../passwords/index.ts'
import type { AuthStores } from '../ports/index.ts'
import type { Sessions } from '../sessions/index.ts'
import type { AccessTokens } from '../tokens/index.ts'
import type { LiveRequests } from './live-requests.ts'
import type { Letters } from './letters.ts'
import type { OneTimeTokens } from './one-time-tokens.ts'

/** What routes and guards work with, made once when the app starts. */
export interface AuthServices<User> {
  readonly clock: Clock
  readonly stores: AuthStores<User>
  readonly keys: AuthKeys
  readonly passwords: Passwords
  readonly tokens: AccessTokens
  readonly sessions: Sessions<User>
  readonly oneTimeTokens: OneTimeTokens
  readonly apiKeys: ApiKeys
  readonly lockout: Lockout
  readonly device: DeviceCookie
  readonly letters: Letters
  readonly live: LiveRequests
}
