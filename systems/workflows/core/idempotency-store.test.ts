import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { openRedis, type RedisConnection } from '@vivace/redis'
import { idempotencyStoreChecks } from 'vivace/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { redisIdempotencyStore } from './idempotency-store.ts'

describe.skipIf(noRedisServer !== undefined)(
  `redisIdempotencyStore() (${noRedisServer ?? 'real Redis'})`,
  () => {
    let server: RedisServer
    let redis: RedisConnection
    beforeAll(async () => {
      server = await RedisServer.open()
      redis = await openRedis({ url: server.url, where: 'the test' })
    })
    afterAll(async () => {
      redis.close()
      await server[Symbol.asyncDispose]()
    })

    for (const { name, check } of idempotencyStoreChecks(() => redisIdempotencyStore(redis))) it(name, check)
  },
)
