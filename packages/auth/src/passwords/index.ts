export { type PasswordCost } from './argon2.ts'
export type { PasswordContext } from './judge-password.ts'
export { type PasswordFault, PasswordRefused, PasswordsBusy } from './password-errors.ts'
export { type PasswordOptions, Passwords, type PasswordVerdict } from './passwords.ts'
