/** What has happened to an account, as logs name it. */
export type SecurityEventName =
  | 'registered'
  | 'registration-repeated'
  | 'verification-requested'
  | 'email-verified'
  | 'login-succeeded'
  | 'login-failed'
  | 'login-locked'
  | 'login-throttled'
  | 'session-refreshed'
  | 'refresh-refused'
  | 'refresh-token-reused'
  | 'logged-out'
  | 'logged-out-everywhere'
  | 'session-ended'
  | 'password-changed'
  | 'password-reset-requested'
  | 'password-reset'
  | 'api-key-created'
  | 'api-key-revoked'
  | 'access-denied'
  | 'account-disabled'
  | 'account-enabled'
  | 'grants-changed'

/** What an event is about; never a password, a token or a key. */
export interface SecurityFacts {
  readonly userId?: string | undefined
  /** What was typed in as the name to log in with. */
  readonly login?: string | undefined
  readonly sessionId?: string | undefined
  readonly keyId?: string | undefined
  /** Why, where there is a choice: `wrong-password`, `locked`. */
  readonly reason?: string | undefined
}

/** One step of an account: who, from where, in which request (ASVS 5.0, 16.2.1 and 16.3.1). */
export interface SecurityEvent extends SecurityFacts {
  readonly event: SecurityEventName
  /** The address of the client. */
  readonly ip?: string | undefined
  readonly requestId?: string | undefined
}

/** Is told of every event, after it was logged: to alert somebody, to keep it elsewhere. */
export type SecurityListener = (event: SecurityEvent) => void | Promise<void>
