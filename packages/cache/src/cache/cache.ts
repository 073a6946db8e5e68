import { redisUrl as urlOfEnvironment } from '@vivace/redis'
import {
  appLog,
  clock,
  type Dependency,
  type Duration,
  type Logger,
  parseDuration,
  singleton,
  tracer,
} from 'vivace'
import { type Caches, type Namespaces, openCaches } from './open-caches.ts'

/** What an app caches, and where. */
export interface CacheOptions<Declared extends Namespaces> {
  /** What is cached, by the names that handlers use. */
  readonly namespaces: Declared
  /**
   * The Redis that all processes share: an address, a singleton that gives one, or `false` for memory alone. The
   * variable REDIS_URL if absent; without it each process has its own memory alone.
   */
  readonly redisUrl?: string | false | Dependency<string | undefined, 'app'>
  /** What all names in Redis begin with. `cache` if absent; two apps that share a Redis need two. */
  readonly prefix?: string
  /** How long Redis may take for a command before the cache does without. `50ms` if absent. */
  readonly commandTimeout?: Duration
  /** Is told when Redis is lost and found. That of the app if absent. */
  readonly log?: Logger
}

/**
 * The caches of an app, as a singleton: memory, and Redis where there is one.
 *
 *     const caches = cache({ namespaces: { profiles: namespace({ … }) } })
 *     app.get('/profiles/{id}', { inputs: { caches, id: path(z.uuid()) } }, ({ caches, id }) =>
 *       caches.profiles.getOrLoad(id, () => readProfile(id)),
 *     )
 *
 * The app does not start, with CACHE_NAMESPACE_INVALID or REDIS_INVALID, if a namespace is declared wrongly or
 * Redis refuses the password. It does start when Redis is out of reach, and uses it as soon as it is there.
 */
export function cache<const Declared extends Namespaces>(
  options: CacheOptions<Declared>,
): Dependency<Caches<Declared>, 'app'> {
  const { namespaces, redisUrl, prefix, commandTimeout = '50ms', log } = options
  const address =
    typeof redisUrl === 'object'
      ? redisUrl
      : singleton({}, () => (redisUrl === false ? undefined : (redisUrl ?? urlOfEnvironment())))
  return singleton({ clock, address, tracer, appLog }, async function* ({ clock, address, tracer, appLog }) {
    const { caches, close } = await openCaches({
      namespaces,
      redisUrl: address,
      commandTimeout: parseDuration(commandTimeout, "cache(), 'commandTimeout'"),
      clock,
      tracer,
      ...(prefix === undefined ? {} : { prefix }),
      log: log ?? appLog,
    })
    yield caches
    await close()
  })
}
