import type { Duration } from 'vivace'

/** When a host is left alone because it fails: a share of its last attempts, for how long. */
export interface BreakerRules {
  /** How many of the last attempts are looked at; 20 if absent. */
  readonly window?: number
  /** How many of them there must be before they are judged; 10 if absent. */
  readonly atLeast?: number
  /** The share of them that fails, from which on nothing more is sent; 0.5 if absent. */
  readonly failing?: number
  /** How long nothing is sent, before one attempt may try; 10 s if absent. */
  readonly pause?: Duration
}

/** At most so many requests begin in any stretch of so long. */
export interface ThrottleRules {
  readonly limit: number
  readonly per: Duration
}

/**
 * How calls of one kind behave. What is left out is as in the policy `default`.
 *
 *     const arxiv: HttpPolicy = { concurrency: 1, throttle: { limit: 1, per: '3s' } }
 */
export interface HttpPolicy {
  /** How long getting a connection may take, waiting for a free one included; 5 s in `default`. */
  readonly connect?: Duration
  /** How long the other side may send nothing, before its answer and within it; 25 s in `default`. */
  readonly read?: Duration
  /** How long everything together may take, with all attempts, redirects and pauses; 30 s in `default`. */
  readonly total?: Duration
  /** How often a request is sent at most, the first time included; 3 in `default`, 1 means no retries. */
  readonly attempts?: number
  /**
   * Methods whose requests may be sent again. The idempotent ones in `default` (RFC 9110, section 9.2.2); a
   * request with an `Idempotency-Key` may be sent again whatever its method is.
   */
  readonly retriedMethods?: readonly string[]
  /** The longest pause before the second attempt, doubled for each further one; 200 ms in `default`. */
  readonly backoff?: Duration
  /** When a host is left alone; `false` is never. */
  readonly breaker?: BreakerRules | false
  /** How many requests of this policy are under way at once; without end in `default`. */
  readonly concurrency?: number
  /** How many more may wait for their turn, before further ones are refused; 1,000 in `default`. */
  readonly queue?: number
  /** How many requests of this policy may begin in a stretch of time. */
  readonly throttle?: ThrottleRules
  /** How many redirects are followed; 3 in `default`. */
  readonly redirects?: number
  /** How many bytes an answer may have, unpacked; 10 MiB in `default`. */
  readonly maxBytes?: number
  /** Which addresses may be called: any, or only those of the public internet, for URLs that users give. */
  readonly addresses?: AllowedAddresses
}

/** Which addresses a request may go to. `public` leaves out loopback, private, link-local and other special ones. */
export type AllowedAddresses = 'any' | 'public'

/** The name of a policy that every client has. */
export type BuiltInPolicy = 'default' | 'llm' | 'health' | 'webhook'

/** Policies of an app's own, by name; one with the name of a built-in one changes it. */
export type HttpPolicies = Readonly<Record<string, HttpPolicy>>
