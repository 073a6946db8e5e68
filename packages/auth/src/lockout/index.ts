export { DeviceCookie } from './device-cookie.ts'
export { Lockout, type LockoutDecision, type LoginAttempt } from './lockout.ts'
export { type LockoutOptions, type LockoutRules, lockoutRules } from './lockout-options.ts'
