import { type Dependency, type Duration, parseDuration, singleton } from 'vivace'
import type { RedisConnection } from '../connection/redis-connection.ts'

/** How the check is judged. */
export interface RedisCheckOptions {
  /** How long it may take. `2s` if absent. */
  readonly timeout?: Duration
  /** Whether requests should go elsewhere while it fails; if absent, they should. */
  readonly required?: boolean
}

/** A check as the `healthRouter` of `@vivace/telemetry` takes it. */
export interface RedisCheck {
  readonly probe: Dependency<() => Promise<void>, 'app'>
  /** In milliseconds. */
  readonly timeout: number
  readonly isRequired: boolean
}

/**
 * Says for readiness whether Redis answers.
 *
 *     const store = redis()
 *     app.include(healthRouter({ checks: { redis: redisCheck(store) } }))
 *
 * With `required: false` it is told and does not make the app unready: for an app that goes on without its cache.
 * Throws `DefinitionError` DURATION_INVALID.
 */
export function redisCheck(
  redis: Dependency<RedisConnection, 'app'>,
  { timeout = '2s', required = true }: RedisCheckOptions = {},
): RedisCheck {
  return {
    probe: singleton(
      { redis },
      ({ redis }) =>
        () =>
          redis.ping(),
    ),
    timeout: parseDuration(timeout, 'redisCheck()'),
    isRequired: required,
  }
}
