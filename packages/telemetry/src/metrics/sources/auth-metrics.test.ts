import type { SecurityEventName } from '@vivace/auth'
import { expect, it } from 'vitest'
import { Metrics } from '../metrics.ts'
import { countAuthOperations } from './auth-metrics.ts'

/** Every event that accounts have: one more does not compile until it is here. */
const operations: Readonly<Record<SecurityEventName, string>> = {
  registered: 'operation="register",status="ok"',
  'registration-repeated': 'operation="register",status="repeated"',
  'verification-requested': 'operation="verify-email",status="requested"',
  'email-verified': 'operation="verify-email",status="ok"',
  'login-succeeded': 'operation="login",status="ok"',
  'login-failed': 'operation="login",status="failed"',
  'login-locked': 'operation="login",status="locked"',
  'login-throttled': 'operation="login",status="throttled"',
  'session-refreshed': 'operation="refresh",status="ok"',
  'refresh-refused': 'operation="refresh",status="refused"',
  'refresh-token-reused': 'operation="refresh",status="reused"',
  'logged-out': 'operation="logout",status="ok"',
  'logged-out-everywhere': 'operation="logout-everywhere",status="ok"',
  'session-ended': 'operation="end-session",status="ok"',
  'password-changed': 'operation="change-password",status="ok"',
  'password-reset-requested': 'operation="reset-password",status="requested"',
  'password-reset': 'operation="reset-password",status="ok"',
  'api-key-created': 'operation="create-api-key",status="ok"',
  'api-key-revoked': 'operation="revoke-api-key",status="ok"',
  'access-denied': 'operation="access",status="denied"',
  'account-disabled': 'operation="disable-account",status="ok"',
  'account-enabled': 'operation="enable-account",status="ok"',
  'grants-changed': 'operation="change-grants",status="ok"',
}

it.each(Object.entries(operations))('counts %s as %s', (event, labels) => {
  const metrics = new Metrics()
  countAuthOperations(metrics)({ event })
  expect(metrics.render()).toContain(`auth_operations_total{${labels}} 1\n`)
})

it('counts an event that it does not know as an operation of its own', () => {
  const metrics = new Metrics()
  countAuthOperations(metrics)({ event: 'passkey-added' })
  expect(metrics.render()).toContain('auth_operations_total{operation="passkey-added",status="ok"} 1\n')
})
