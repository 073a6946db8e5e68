import { openRedis, type RedisConnection, redisUrl } from '@vivace/redis'
import { singleton } from 'vivace'

/** Counts visits, for one process or for all. */
export interface Visits {
  count(page: string): Promise<number>
}

// #region battery
export const visits = singleton({}, async function* (): AsyncGenerator<Visits> {
  const url = redisUrl() // undefined where REDIS_URL is not set
  if (url === undefined) {
    yield visitsInMemory()
    return
  }
  const redis = await openRedis({ url, where: 'visits', commandTimeout: '100ms' })
  yield visitsInRedis(redis)
  redis.close()
})
// #endregion

function visitsInMemory(): Visits {
  const counts = new Map<string, number>()
  return {
    async count(page) {
      const count = (counts.get(page) ?? 0) + 1
      counts.set(page, count)
      return count
    },
  }
}

function visitsInRedis(redis: RedisConnection): Visits {
  return { count: (page) => redis.run((commands) => commands.incr(`visits:${page}`)) }
}
