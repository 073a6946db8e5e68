/** An answer as a store keeps it: nothing but what JSON can say. */
export interface StoredAnswer {
  readonly status: number
  /** Flat: name, value, name, value, with names in lower case; without cookies. */
  readonly headers: readonly string[]
  readonly body: string | null
  /** Whether the body is bytes, in base64url. */
  readonly isBinary?: boolean
}

/** What is known of a key. */
export interface IdempotencyRecord {
  /** Of the request that used the key first. */
  readonly fingerprint: string
  /** Absent while the first request is being answered. */
  readonly outcome?: StoredAnswer | 'not-kept'
}

/**
 * Keeps keys and the answers that were given under them. `memoryIdempotencyStore()` is one; `vivace/testing` has the checks that
 * every other one must pass.
 *
 * With Redis `claim` is `SET key … NX PX lifetime` and otherwise `GET`, `save` and `release` are scripts that
 * compare the owner; with SQL `claim` is `INSERT … ON CONFLICT DO UPDATE … WHERE expires_at < now()`.
 */
export interface IdempotencyStore {
  /**
   * Takes a key that nobody has, and answers `undefined`; answers the record of one that somebody has. It is atomic:
   * of many that claim a key at once one gets it. It is given up after `lifetime` milliseconds.
   */
  claim(
    key: string,
    claim: { readonly owner: string; readonly fingerprint: string; readonly lifetime: number },
  ): IdempotencyRecord | undefined | Promise<IdempotencyRecord | undefined>
  /** Keeps a record for `lifetime` milliseconds, if the key is still the owner's. */
  save(
    key: string,
    kept: { readonly owner: string; readonly record: IdempotencyRecord; readonly lifetime: number },
  ): void | Promise<void>
  /** Gives a key back, if it is still the owner's. */
  release(key: string, owner: string): void | Promise<void>
}
