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

// Keys
export {
  AuthKeys,
  type KeyRing,
  newKeyRing,
  type NewKeyRingOptions,
  openKeys,
  type OpenKeysOptions,
  type RetiredKey,
  rotateKeys,
  type RotateKeysOptions,
  type SigningAlgorithm,
} from './keys/index.ts'

// Tokens
export {
  type AccessClaims,
  type AccessGrant,
  type AccessToken,
  type AccessTokenOptions,
  AccessTokens,
} from './tokens/index.ts'

// Sessions
export {
  type Authenticated,
  type BegunSession,
  type NewSession,
  type RefreshedSession,
  type RefusedRefresh,
  type Session,
  type SessionLengths,
  Sessions,
  type SessionsOptions,
} from './sessions/index.ts'

// Passwords
export {
  type PasswordContext,
  type PasswordCost,
  type PasswordFault,
  type PasswordOptions,
  PasswordRefused,
  Passwords,
  PasswordsBusy,
  type PasswordVerdict,
} from './passwords/index.ts'
