export type { AuthOptions, Given, MailLinks } from './auth-options.ts'
export { type Auth, defineAuth } from './define-auth.ts'
