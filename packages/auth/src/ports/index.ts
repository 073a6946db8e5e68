export { type Account, type NewAccount, normalLogin } from './account.ts'
export type { ApiKeyRecord, ApiKeyStore } from './api-key-store.ts'
export type { AuthStores } from './auth-stores.ts'
export type { LockoutRule, LockoutStore, LockoutVerdict } from './lockout-store.ts'
export type { OneTimePurpose, OneTimeTokenRecord, OneTimeTokenStore } from './one-time-token-store.ts'
export type {
  SessionEnd,
  SessionOrigin,
  SessionRecord,
  SessionRotation,
  SessionsToEnd,
  SessionStore,
} from './session-store.ts'
export type { Grants, UserStore } from './user-store.ts'
