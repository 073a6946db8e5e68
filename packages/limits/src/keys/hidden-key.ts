import { createHash } from 'node:crypto'

/** Whose requests they are, as an app names it: the id of a user, an API key. */
export type RateLimitKey = string | number

/**
 * A key as stores see it: of one length however long it is, and not to be read in a Redis, for it may be a credential.
 *
 *     hiddenKey('secret-api-key')    // 22 characters
 */
export function hiddenKey(key: RateLimitKey): string {
  return createHash('sha256').update(String(key)).digest('base64url').slice(0, 22)
}
