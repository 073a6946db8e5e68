import type { RateLimitState, RateLimitTake } from '../stores/rate-limit-store.ts'

/** A limit that was asked, and how it stands. */
export interface AskedLimit {
  readonly take: RateLimitTake
  readonly state: RateLimitState
}

/** The fields of an answer that say how it stands with its limits. */
export interface RateLimitFields {
  readonly 'ratelimit-policy': string
  readonly ratelimit: string
}

/**
 * `RateLimit-Policy`, which names every limit, and `RateLimit`, which says how it stands with the strictest
 * (draft-ietf-httpapi-ratelimit-headers-11, as structured fields of RFC 9651).
 *
 *     RateLimit-Policy: "burst";q=10;w=1, "client";q=100;w=60
 *     RateLimit: "burst";r=3;t=1
 *
 * Seconds are rounded up: who waits for `t` finds at least one unit more.
 */
export function rateLimitFields(asked: readonly AskedLimit[]): RateLimitFields {
  const { take, state } = strictest(asked)
  return {
    'ratelimit-policy': asked
      .map(({ take: { name, limit, window } }) => `"${name}";q=${limit};w=${seconds(window)}`)
      .join(', '),
    ratelimit: `"${take.name}";r=${state.remaining};t=${seconds(state.resetAfter)}`,
  }
}

/** The limit that refuses next: the one that refuses now for the longest, or else the one with the fewest units left. */
export function strictest(asked: readonly AskedLimit[]): AskedLimit {
  return asked.reduce((one, other) => (isStricter(other.state, one.state) ? other : one))
}

function isStricter(one: RateLimitState, other: RateLimitState): boolean {
  if (one.retryAfter !== other.retryAfter) return one.retryAfter > other.retryAfter
  if (one.remaining !== other.remaining) return one.remaining < other.remaining
  return one.resetAfter > other.resetAfter
}

/** Whole seconds, rounded up, as `Retry-After` has them (RFC 9110, section 10.2.3). */
export function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000)
}
