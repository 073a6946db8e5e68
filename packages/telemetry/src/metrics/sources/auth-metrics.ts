import type { Metrics } from '../metrics.ts'

/** A step of an account: what `onEvent` of `@vivace/auth` is told. */
export interface MeasuredSecurityEvent {
  readonly event: string
}

/** What each event is an outcome of. */
const outcomes: Readonly<Record<string, readonly [operation: string, status: string]>> = {
  registered: ['register', 'ok'],
  'registration-repeated': ['register', 'repeated'],
  'verification-requested': ['verify-email', 'requested'],
  'email-verified': ['verify-email', 'ok'],
  'login-succeeded': ['login', 'ok'],
  'login-failed': ['login', 'failed'],
  'login-locked': ['login', 'locked'],
  'login-throttled': ['login', 'throttled'],
  'session-refreshed': ['refresh', 'ok'],
  'refresh-refused': ['refresh', 'refused'],
  'refresh-token-reused': ['refresh', 'reused'],
  'logged-out': ['logout', 'ok'],
  'logged-out-everywhere': ['logout-everywhere', 'ok'],
  'session-ended': ['end-session', 'ok'],
  'password-changed': ['change-password', 'ok'],
  'password-reset-requested': ['reset-password', 'requested'],
  'password-reset': ['reset-password', 'ok'],
  'api-key-created': ['create-api-key', 'ok'],
  'api-key-revoked': ['revoke-api-key', 'ok'],
  'access-denied': ['access', 'denied'],
  'account-disabled': ['disable-account', 'ok'],
  'account-enabled': ['enable-account', 'ok'],
  'grants-changed': ['change-grants', 'ok'],
}

/**
 * Counts what happens to accounts, by operation and what became of it.
 *
 *     const auth = defineAuth({ store, issuer, onEvent: countAuthOperations(metrics) })
 *     // auth_operations_total{operation="login",status="failed"} 7
 *
 * An event that is not known is an operation of its own, with the status `ok`.
 */
export function countAuthOperations(metrics: Metrics): (event: MeasuredSecurityEvent) => void {
  const operations = metrics.counter('auth_operations_total', {
    help: 'Logins, refreshes, logouts and other steps of accounts, by what became of them.',
    labels: ['operation', 'status'],
  })
  return ({ event }) => {
    const [operation, status] = outcomes[event] ?? [event, 'ok']
    operations.inc({ operation, status })
  }
}
