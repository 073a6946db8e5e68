export type { AccessClaims } from './access-claims.ts'
export { type AccessGrant, type AccessToken, type AccessTokenOptions, AccessTokens } from './access-tokens.ts'
