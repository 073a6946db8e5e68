import { silentLogger } from 'vivace'
import { fakeClock } from 'vivace/testing'
import { afterAll, beforeAll, describe } from 'vitest'
import { RedisTiers } from '../src/redis/index.ts'
import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { SimulatedServer } from './fixtures/simulated-tiers.ts'
import { checkSharedTier } from './shared-tier-checks.ts'

describe('a shared tier that is simulated', () => {
  const server = new SimulatedServer()
  checkSharedTier(async () => server.process())
})

describe.skipIf(noRedisServer !== undefined)(
  `a shared tier in Redis${noRedisServer === undefined ? '' : ` (skipped: ${noRedisServer})`}`,
  () => {
    let redis: RedisServer
    const tiers: RedisTiers[] = []
    beforeAll(async () => {
      redis = await RedisServer.open()
    })
    afterAll(async () => {
      for (const each of tiers) await each.close()
      await redis[Symbol.asyncDispose]()
    })

    checkSharedTier(async () => {
      const opened = new RedisTiers({
        url: redis.url,
        prefix: 'test',
        // A busy machine is no reason to fail.
        commandTimeout: 10_000,
        clock: fakeClock(),
        log: silentLogger,
      })
      tiers.push(opened)
      await opened.connect()
      return opened
    })
  },
)
