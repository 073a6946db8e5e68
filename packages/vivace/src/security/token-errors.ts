import { type DefinedError, type DefinedErrorOptions, defineError } from '../errors/index.ts'

/**
 * The bearer token is malformed, over, revoked or not ours: 401 `invalid-token` with the challenge of RFC 6750,
 * section 3.1. What exactly is wrong is for the log: give it as `cause`.
 *
 *     const session = await sessions.find(token)
 *     if (session === undefined) throw new InvalidToken({ cause: 'there is no such session' })
 */
export const InvalidToken: DefinedError = defineError({
  status: 401,
  code: 'invalid-token',
  title: 'The token is not valid',
  description: 'The bearer token is malformed, over, revoked or not for this API.',
  headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
})

/**
 * The bearer token is good but does not grant what the operation demands: 403 `insufficient-scope` (RFC 6750,
 * section 3.1).
 *
 *     if (!granted.includes('items:write')) throw insufficientScope(['items:write'])
 */
export const InsufficientScope: DefinedError = defineError({
  status: 403,
  code: 'insufficient-scope',
  title: 'The token does not grant this',
  description: 'The bearer token lacks a scope that the operation demands.',
  headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' },
})

/**
 * An `InsufficientScope` that names the scopes that are demanded, in the challenge and in the detail.
 *
 *     throw insufficientScope(['items:read', 'items:write'])
 */
export function insufficientScope(demanded: readonly string[]): InstanceType<DefinedError> {
  // A scope has neither quotes nor backslashes nor controls (RFC 6749, section 3.3): here it can end no header.
  const scope = demanded.map((one) => one.replace(/[^\x21\x23-\x5b\x5d-\x7e]/g, '')).join(' ')
  return new InsufficientScope({
    detail: `It needs the ${demanded.length === 1 ? 'scope' : 'scopes'} ${scope}.`,
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  })
}

const invalidGrant = defineError({
  status: 400,
  code: 'invalid-grant',
  title: 'The grant is not valid',
  description: 'The name or the password is wrong, or the grant is over.',
  headers: { 'cache-control': 'no-store' },
})

/**
 * The name or the password sent to a token route is wrong: 400 `invalid-grant`. The problem document has the member
 * `error: "invalid_grant"` too, which is what clients of OAuth read (RFC 6749, section 5.2).
 *
 *     if (user === undefined) throw new InvalidGrant({ detail: 'Wrong name or password.' })
 */
export const InvalidGrant: DefinedError = class extends invalidGrant {
  constructor(options: DefinedErrorOptions = {}) {
    const told = options.detail === undefined ? {} : { error_description: options.detail }
    super({ ...options, extensions: { error: 'invalid_grant', ...told, ...options.extensions } })
  }
}
