import type { AuthStores } from '../ports/index.ts'
import { memoryApiKeyStore } from './memory-api-key-store.ts'
import { memoryLockoutStore } from './memory-lockout-store.ts'
import { memoryOneTimeTokenStore } from './memory-one-time-token-store.ts'
import { memorySessionStore } from './memory-session-store.ts'
import { type MemoryUser, memoryUserStore } from './memory-user-store.ts'

/**
 * Accounts in the memory of this process, for tests and for a first try: they are gone when it ends.
 *
 *     const auth = defineAuth({ store: memoryAuth(), issuer: 'https://shop.example', audience: 'https://shop.example' })
 */
export function memoryAuth(): AuthStores<MemoryUser> {
  return {
    users: memoryUserStore(),
    sessions: memorySessionStore(),
    oneTimeTokens: memoryOneTimeTokenStore(),
    apiKeys: memoryApiKeyStore(),
    lockouts: memoryLockoutStore(),
  }
}
