export { apiKey, type ApiKeyOptions } from './api-key.ts'
export { basic, type BasicCredentials, type BasicOptions } from './basic.ts'
export { bearer, type BearerOptions } from './bearer.ts'
export type { OptionalScheme, SchemeOptions } from './security-scheme.ts'
export {
  type AuthorizationCodeOptions,
  oauth2,
  oauth2AuthorizationCode,
  oauth2ClientCredentials,
  type OAuth2Flow,
  type OAuth2Options,
  oauth2Password,
  type Scopes,
  type TokenFlowOptions,
} from './oauth2.ts'
export { openIdConnect, type OpenIdConnectOptions } from './open-id-connect.ts'
export { passwordForm, type PasswordForm, type PasswordFormOptions } from './password-form.ts'
export { requires } from './requires.ts'
export { sameSecret } from './same-secret.ts'
export { insufficientScope, InsufficientScope, InvalidGrant, InvalidToken } from './token-errors.ts'
