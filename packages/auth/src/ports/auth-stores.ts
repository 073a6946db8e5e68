import type { ApiKeyStore } from './api-key-store.ts'
import type { LockoutStore } from './lockout-store.ts'
import type { OneTimeTokenStore } from './one-time-token-store.ts'
import type { SessionStore } from './session-store.ts'
import type { UserStore } from './user-store.ts'

/** Everything that accounts are kept in. `memoryAuth()` and `drizzleAuth()` make all of it; each part can be another. */
export interface AuthStores<User = unknown> {
  readonly users: UserStore<User>
  readonly sessions: SessionStore
  readonly oneTimeTokens: OneTimeTokenStore
  readonly apiKeys: ApiKeyStore
  readonly lockouts: LockoutStore
}
