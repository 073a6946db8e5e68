import { type DefinedError, defineError } from 'vivace'

/**
 * The name or the password of a login is wrong: 401 `invalid-credentials`. It is the answer to an unknown name, a wrong
 * password, a locked, disabled or unverified account alike: nobody learns who has an account.
 */
export const InvalidCredentials: DefinedError = defineError({
  status: 401,
  code: 'invalid-credentials',
  title: 'The name or the password is wrong',
  description: 'The login fails. Which of many reasons it has, the answer does not tell.',
  headers: { 'www-authenticate': 'Bearer' },
})

/** Too many logins fail from one network, or altogether: 429 `too-many-logins`. It says nothing of any account. */
export const TooManyLogins: DefinedError = defineError({
  status: 429,
  code: 'too-many-logins',
  title: 'Too many logins have failed',
  description: 'Too many logins from this network have failed: try again after the seconds in Retry-After.',
  headers: { 'retry-after': '60' },
})

/** A token of a mail is over, was used, or never was: 400 `mail-token-invalid`. */
export const MailTokenInvalid: DefinedError = defineError({
  status: 400,
  code: 'mail-token-invalid',
  title: 'The link is not good any more',
  description: 'The token of the mail is over, was used, or never was.',
})

/** The user has none of the roles that the operation demands: 403 `role-required`. */
export const RoleRequired: DefinedError = defineError({
  status: 403,
  code: 'role-required',
  title: 'The user may not do this',
  description: 'The user has none of the roles that the operation demands.',
})

/** The API key is not good: 401 `invalid-api-key`. */
export const InvalidApiKey: DefinedError = defineError({
  status: 401,
  code: 'invalid-api-key',
  title: 'The API key is not valid',
  description: 'The API key is unknown, over or revoked, or its owner is disabled.',
  headers: { 'www-authenticate': 'ApiKey' },
})

/** There is no credential, and one of several would do: 401 `not-authenticated`. */
export const NotAuthenticated: DefinedError = defineError({
  status: 401,
  code: 'not-authenticated',
  title: 'Not authenticated',
  description: 'The credential is missing or is not well-formed.',
  headers: { 'www-authenticate': 'Bearer' },
})
