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

// Accounts: routes and guards
export { type Auth, type AuthOptions, defineAuth, type Given, type MailLinks } from './auth/index.ts'
export {
  type Administration,
  type AuthServices,
  InvalidApiKey,
  InvalidCredentials,
  MailTokenInvalid,
  RoleRequired,
  TooManyLogins,
} from './accounts/index.ts'
export type { AccountView, AuthRoutes, Shown } from './routes/index.ts'
export type { Caller } from './guards/index.ts'
export type { LockoutOptions } from './lockout/index.ts'

// Mails
export {
  accountMails,
  type AccountMails,
  type Mail,
  mailer,
  type Mailer,
  type MailerOptions,
  type MailFacts,
  memoryMailer,
  type MemoryMailer,
} from './mail/index.ts'

// Security events
export type { SecurityEvent, SecurityEventName, SecurityFacts, SecurityListener } from './events/index.ts'
