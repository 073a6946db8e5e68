import { openRedis, type RedisConnection, redisUrl } from '@vivace/redis'
import { singleton } from 'vivace'

/** What the processes of the service share; it holds nothing where REDIS_URL names no Redis. */
export interface SharedRedis {
  readonly connection: RedisConnection | undefined
}

/** The Redis of REDIS_URL. */
export const sharedRedis = singleton({}, async function* () {
  const url = redisUrl()
  const connection = url === undefined ? undefined : await openRedis({ url, where: 'workflows' })
  const shared: SharedRedis = { connection }
  yield shared
  connection?.close()
})
