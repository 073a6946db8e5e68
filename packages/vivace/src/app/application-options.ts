import type { ChannelLimits } from '../channels/index.ts'
import type { Logger, SecurityHeaderOptions, Tracer } from '../exchange/index.ts'
import type { Duration } from '../http/duration.ts'
import type { UnknownFields } from '../inputs/index.ts'
import type { AppMiddleware } from './app-middleware.ts'
import type { ErrorFormat } from './error-answer.ts'
import type { Guard } from './inherited-guard.ts'
import type { TrustedProxies } from './proxies/index.ts'
import type { RouterOptions } from './router-options.ts'

/** How an app behaves; what its documents say of it is `App`'s. */
export interface ApplicationOptions extends Omit<RouterOptions, 'prefix' | 'version' | 'public' | 'guard'> {
  readonly title: string
  readonly version: string
  /**
   * Makes the app private: it is asked first, on every route, channel and mount that does not say `public: true`, before
   * anything is judged. Mounted apps ask it too, unless they have a guard of their own. Documents and their pages are
   * not asked for it: they have switches of their own. Everything is public if absent.
   *
   *     new App({ title: 'Shop', version: '1.0.0', guard: currentUser })
   */
  readonly guard?: Guard
  /**
   * Wraps every request, those without a route as well; the first listed is the outermost. One that needs singletons is
   * a singleton itself.
   */
  readonly middleware?: readonly AppMiddleware[]
  /** Whether fields that no schema names are dropped, or refused with 422. `drop` if absent. */
  readonly unknownFields?: UnknownFields
  /** The shape of error bodies. `problem` (RFC 9457) if absent. */
  readonly errorFormat?: ErrorFormat
  /**
   * Answers `/items/` with 308 to `/items` where only the latter is a route, and the other way round. Off if
   * absent: a path has one spelling.
   */
  readonly redirectSlashes?: boolean
  /** Writes the log; JSON lines on the console if absent. */
  readonly log?: Logger
  /** Makes spans of requests, dependencies, and whatever else is traced; nothing is if absent. Mounted apps have it too. */
  readonly tracer?: Tracer
  /** How long `stop()` waits for background work. 10 s if absent; `serve` gives what is left of its own. */
  readonly gracePeriod?: Duration
  /** The security headers of every answer; `false` leaves them to middleware. */
  readonly securityHeaders?: SecurityHeaderOptions | false
  /**
   * The proxies in front of the app: what they say of the client's address, scheme, host and prefix counts, for
   * `client`, `request.url`, HSTS, redirects and logs. None if absent. It is the served app's to say, not that of
   * the apps that are mounted in it.
   */
  readonly trustedProxies?: TrustedProxies
  /**
   * The prefix that a proxy takes off the path, as in `/shop`: for redirects and `request.url`. Docs pages and
   * documents are relative, and need none. What trusted proxies say in X-Forwarded-Prefix goes before it.
   */
  readonly rootPath?: string
  /** What its channels put up with, unless they say otherwise themselves. */
  readonly channels?: ChannelLimits
  /** Runs up to its `yield` when the app starts, after the singletons, and from there on when it stops. */
  readonly lifespan?: () => Generator<unknown, unknown, unknown> | AsyncGenerator<unknown, unknown, unknown>
}
