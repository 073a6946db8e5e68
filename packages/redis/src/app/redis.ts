import { appLog, DefinitionError, type Dependency, type Duration, type Logger, singleton } from 'vivace'
import { openRedis } from '../connection/open-redis.ts'
import { redisUrl } from '../connection/redis-address.ts'
import type { RedisConnection, RedisTls } from '../connection/redis-connection.ts'

/** Where an app's Redis is, and how long it is waited for. */
export interface RedisOptions {
  /** An address, or a singleton that gives one: of your settings. The variable REDIS_URL if absent. */
  readonly url?: string | Dependency<string, 'app'>
  /** How long Redis may take for a command. `500ms` if absent. */
  readonly commandTimeout?: Duration
  /** How long an attempt to connect may take. `1s` if absent. */
  readonly connectTimeout?: Duration
  /** What secures the connection beyond `rediss://`: an authority of your own, a certificate of this side. */
  readonly tls?: RedisTls
  /** Is told when Redis is lost and found. That of the app if absent. */
  readonly log?: Logger
}

/**
 * The Redis of an app, as a singleton that ends with the app.
 *
 *     const store = redis()
 *     app.get('/visits', { inputs: { store } }, ({ store }) => store.run((commands) => commands.incr('visits')))
 *
 * Nobody waits for a Redis that is gone: what needs it rejects with `RedisUnavailable`, a 503, until it is back. The app
 * starts without it, but not, with REDIS_INVALID, where there is no address or Redis refuses the password.
 */
export function redis(options: RedisOptions = {}): Dependency<RedisConnection, 'app'> {
  const { url, log: own, ...others } = options
  const address = typeof url === 'object' ? url : singleton({}, () => url ?? redisUrl() ?? missing())
  return singleton({ address, appLog }, async function* ({ address, appLog }) {
    const log = own ?? appLog
    const connection = await openRedis({
      ...others,
      url: address,
      where: 'redis()',
      changed: (isUp, error) => {
        if (isUp) log.info('Redis answers.')
        else log.warn('Redis does not answer: what needs it is refused until it does.', { error })
      },
    })
    yield connection
    connection.close()
  })
}

function missing(): never {
  throw new DefinitionError({
    code: 'REDIS_INVALID',
    where: 'redis()',
    cause: 'there is no address of a Redis',
    remedy: "set REDIS_URL, as in 'redis://127.0.0.1:6379', or give redis({ url })",
  })
}
