import type { Jwk } from 'vivace/jwt'

/** A key that signs no longer, and whose tokens are still good for a while: its public part. */
export interface RetiredKey {
  readonly key: Jwk
  /** When its last token is over, in milliseconds since 1970. */
  readonly until: number
}

/**
 * The keys of an app: it is JSON, and as JSON it is what AUTH_KEYS holds. `newKeyRing()` makes one, `rotateKeys()` the
 * next one.
 */
export interface KeyRing {
  /** Signs access tokens: a private key for EdDSA (Ed25519) or ES256, with a `kid`. */
  readonly current: Jwk
  /** Will sign after the next rotation. It is published now, so that everybody knows it by then. */
  readonly next?: Jwk
  readonly retired?: readonly RetiredKey[]
  /**
   * What refresh tokens are derived from: 32 random bytes or more in base64url, the newest first. The others recognise
   * the tokens of older sessions.
   */
  readonly secrets: readonly string[]
}

/** The algorithm of a key ring's key: the two that this package signs with. */
export type SigningAlgorithm = 'EdDSA' | 'ES256'
