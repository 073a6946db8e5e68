import type { Duration, Exchange, Input } from 'vivace'
import type { RateLimitKey } from '../keys/hidden-key.ts'
import type { WhenUnavailable } from '../limiter/rate-limiter.ts'

/** How much, and by whose address. */
export interface RateLimitBounds {
  /** How many units one key has in any window. */
  readonly limit: number
  /** The length of the window, of whole seconds: `'1m'`. */
  readonly per: Duration
  /** How many bits of an IPv6 address name a client; 64 if absent. */
  readonly ipv6Prefix?: number
  /**
   * What happens while Redis does not answer: `local` lets each process count its share, `refuse` answers 503, for
   * logins and the like. `local` if absent.
   */
  readonly whenUnavailable?: WhenUnavailable
}

/** A limit of every request. */
export interface RateLimitOptions extends RateLimitBounds {
  /** Names it in `RateLimit-Policy` and in Redis; `default` if absent. Limits of one name and window count together. */
  readonly name?: string
  /** Whose request it is; the client's address if absent, or if the function answers `undefined`. */
  readonly by?: (exchange: Exchange) => RateLimitKey | undefined
  /** How many units a request takes, from 0; 1 if absent. */
  readonly cost?: number | ((exchange: Exchange) => number)
  /** Requests that are not counted. OPTIONS never is. */
  readonly skip?: (exchange: Exchange) => boolean
}

/** A limit of the routes that have it as a dependency. */
export interface RateLimitGuardOptions extends RateLimitBounds {
  /** Names it in `RateLimit-Policy` and in Redis: `login`. Guards of one name and window count together. */
  readonly name: string
  /** Whose request it is: a dependency that names the user, an `apiKey()`. The client's address if absent or `undefined`. */
  readonly by?: Input<RateLimitKey | undefined>
  /** How many units a request takes, from 0: a number, or an input that is one. 1 if absent. */
  readonly cost?: number | Input<number>
  /** Whether a request is not counted. */
  readonly skip?: Input<boolean>
  /** Whether each route counts by itself, where several have the guard. False if absent. */
  readonly perRoute?: boolean
}
