export { type Administration, administrationOf } from './administration.ts'
export {
  InvalidApiKey,
  InvalidCredentials,
  MailTokenInvalid,
  NotAuthenticated,
  RoleRequired,
  TooManyLogins,
} from './auth-errors.ts'
export type { AuthServices } from './auth-services.ts'
export { Letters, type LettersParts, type Links } from './letters.ts'
export { LiveRequests } from './live-requests.ts'
export { OneTimeTokens } from './one-time-tokens.ts'
export { type Credentials, signIn, type SignInContext } from './sign-in.ts'
