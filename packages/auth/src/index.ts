// The public names of @vivace/auth, grouped by concept.

// Where accounts are kept
export type {
  Account,
  ApiKeyRecord,
  ApiKeyStore,
  AuthStores,
  Grants,
  LockoutRule,
  LockoutStore,
  LockoutVerdict,
  NewAccount,
  OneTimePurpose,
  OneTimeTokenRecord,
  OneTimeTokenStore,
  SessionEnd,
  SessionOrigin,
  SessionRecord,
  SessionRotation,
  SessionsToEnd,
  SessionStore,
  UserStore,
} from './ports/index.ts'
export { normalLogin } from './ports/index.ts'
export { memoryAuth, type MemoryUser } from './memory/index.ts'
