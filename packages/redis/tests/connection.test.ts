import { freePort, noRedisServer, RedisServer, throwawayCertificate } from '@vivace/fixtures'
import {
  openRedis,
  type OpenRedisOptions,
  type RedisConnection,
  redisScript,
  RedisUnavailable,
} from '@vivace/redis'
import { DefinitionError } from 'vivace'
import { afterEach, describe, expect, it } from 'vitest'

const opened: RedisConnection[] = []
const servers: RedisServer[] = []
afterEach(async () => {
  for (const connection of opened.splice(0)) connection.close()
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]()
})

// A busy machine is no reason to fail; a frozen Redis is one soon enough.
const commandTimeout = '1s'

async function open(url: string, options: Partial<OpenRedisOptions> = {}): Promise<RedisConnection> {
  const connection = await openRedis({ url, where: 'test', commandTimeout, ...options })
  opened.push(connection)
  return connection
}

async function server(...options: Parameters<typeof RedisServer.open>): Promise<RedisServer> {
  const server = await RedisServer.open(...options)
  servers.push(server)
  return server
}

const get = (redis: RedisConnection, key: string): Promise<string | null> =>
  redis.run((commands) => commands.get(key))

describe('openRedis()', () => {
  it.each(['127.0.0.1:6379', 'http://127.0.0.1', 'redis://:secret@', 'redis://127.0.0.1/database'])(
    'refuses %s, which is no address, and does not repeat it',
    async (url) => {
      const error: unknown = await open(url).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(DefinitionError)
      expect(error).toMatchObject({ code: 'REDIS_INVALID' })
      expect(String(error)).not.toContain('secret')
    },
  )

  it('opens where nothing listens, and refuses at once what needs Redis', async () => {
    const told: boolean[] = []
    const redis = await open(`redis://127.0.0.1:${await freePort()}`, {
      changed: (isUp) => void told.push(isUp),
    })
    expect(redis.isUp).toBe(false)
    expect(told).toEqual([false])
    const asked = Array.from({ length: 1_000 }, () => get(redis, 'k'))
    const ends = await Promise.allSettled(asked)
    expect(ends.every((end) => end.status === 'rejected' && end.reason instanceof RedisUnavailable)).toBe(
      true,
    )
  })
})

describe.skipIf(noRedisServer !== undefined)(
  `a connection to Redis${noRedisServer === undefined ? '' : ` (skipped: ${noRedisServer})`}`,
  () => {
    it('is not opened where Redis refuses user, password or database, and does not say the password', async () => {
      const guarded = await server({ password: 'right' })
      const plain = await server()
      for (const url of [
        `redis://127.0.0.1:${guarded.port}`,
        `redis://:hunter2@127.0.0.1:${guarded.port}`,
        `redis://nobody:hunter2@127.0.0.1:${guarded.port}`,
        `${plain.url}/99`,
      ]) {
        const error: unknown = await open(url).catch((thrown: unknown) => thrown)
        expect(error).toMatchObject({ code: 'REDIS_INVALID' })
        expect(String(error)).not.toContain('hunter2')
      }
      const redis = await open(guarded.url)
      await redis.ping()
    })

    it('is not used, and says so once, where Redis refuses it later', async () => {
      const plain = await server()
      await plain.kill()
      const told: unknown[] = []
      const redis = await open(`${plain.url}/99`, {
        changed: (isUp, error) => void told.push([isUp, String(error)]),
      })
      expect(told).toHaveLength(1)
      await plain.start()
      await expect.poll(() => told).toHaveLength(2)
      expect(told[1]).toEqual([false, expect.stringContaining('DB index is out of range')])
      await expect(get(redis, 'k')).rejects.toBeInstanceOf(RedisUnavailable)
      await plain.kill()
      await plain.start()
      await expect
        .poll(async () =>
          Number(/total_connections_received:(\d+)/.exec(String(await plain.call('INFO')))?.[1]),
        )
        .toBeGreaterThan(3)
      expect(told).toHaveLength(2)
      expect(await plain.call('DBSIZE')).toBe(0)
    })

    it('speaks TLS, and trusts nobody who is not known', async () => {
      const secured = await server({ isTls: true })
      const stranger = await open(secured.url)
      expect(stranger.isUp).toBe(false)
      const redis = await open(secured.url, { tls: { ca: throwawayCertificate.cert } })
      await redis.run((commands) => commands.set('k', 'a'))
      expect(await get(redis, 'k')).toBe('a')
      expect(stranger.isUp).toBe(false)
    })

    it('passes on what Redis refuses and what the caller throws, and goes on', async () => {
      const redis = await open((await server()).url)
      await redis.run((commands) => commands.set('text', 'a'))
      for (let at = 0; at < 5; at += 1) {
        await expect(redis.run((commands) => commands.lpush('text', 'b'))).rejects.toThrow('WRONGTYPE')
        await expect(redis.run(() => Promise.reject(new TypeError('mine')))).rejects.toThrow('mine')
      }
      expect(redis.isUp).toBe(true)
    })

    it('sends nothing after three time-outs, and works again when Redis does', async () => {
      const frozen = await server()
      const told: boolean[] = []
      const redis = await open(frozen.url, {
        commandTimeout: '300ms',
        changed: (isUp) => void told.push(isUp),
      })
      expect(told).toEqual([true])
      frozen.freeze()
      for (let at = 0; at < 3; at += 1)
        await expect(get(redis, 'k')).rejects.toMatchObject({
          status: 503,
          cause: { message: 'Command timed out' },
        })
      expect(redis.isUp).toBe(false)
      frozen.thaw()
      await expect.poll(() => redis.isUp).toBe(true)
      expect(await get(redis, 'k')).toBe(null)
      expect(told).toEqual([true, false, true])
    })

    it('says at once that it has gone down, and comes back by itself', async () => {
      const mortal = await server()
      const redis = await open(mortal.url)
      await mortal.kill()
      await expect.poll(() => redis.isUp).toBe(false)
      await expect(redis.ping()).rejects.toBeInstanceOf(RedisUnavailable)
      await mortal.start()
      await expect.poll(() => redis.isUp).toBe(true)
      await redis.ping()
    })

    it('does not send anything before what was missed is made good', async () => {
      const mortal = await server()
      let isPossible = true
      const redis = await open(mortal.url, {
        recover: async (commands) => {
          if (!isPossible) throw new Error('not yet')
          await commands.set('made good', '1')
        },
      })
      isPossible = false
      redis.suspend()
      expect(redis.isUp).toBe(false)
      await expect(get(redis, 'k')).rejects.toBeInstanceOf(RedisUnavailable)
      isPossible = true
      await expect.poll(() => redis.isUp).toBe(true)
      expect(await get(redis, 'made good')).toBe('1')
    })

    it('refuses everything once it is closed', async () => {
      const redis = await open((await server()).url)
      redis.close()
      await expect(redis.ping()).rejects.toBeInstanceOf(RedisUnavailable)
      await expect(redis.subscribe('c', { message: () => undefined })).rejects.toBeInstanceOf(
        RedisUnavailable,
      )
    })

    it('runs scripts as one step, and sends them again to a Redis that has forgotten them', async () => {
      const redis = await open((await server()).url)
      const count = redisScript(`return redis.call('INCRBY', KEYS[1], ARGV[1] or 1)`, Number)
      expect(await count.run(redis, { keys: ['n'], args: [5] })).toBe(5)
      await redis.run((commands) => commands.script('FLUSH'))
      expect(await count.run(redis, { keys: ['n'] })).toBe(6)
      const untyped: unknown = await redisScript(`return { 1, 'a', false }`).run(redis, { keys: [] })
      expect(untyped).toEqual([1, 'a', null])
      await expect(redisScript(`return redis.call('GET')`).run(redis, { keys: [] })).rejects.toThrow(
        'Wrong number',
      )
    })

    it('gives the error of who reads a reply to who asked, and does not run the script twice', async () => {
      const redis = await open((await server()).url)
      const wrong = redisScript(`return redis.call('INCR', KEYS[1])`, () => {
        throw new Error('NOSCRIPT of mine')
      })
      await redis.run((commands) => commands.set('n', 0))
      for (let at = 0; at < 2; at += 1)
        await expect(wrong.run(redis, { keys: ['n'] })).rejects.toThrow('of mine')
      expect(await get(redis, 'n')).toBe('2')
    })
  },
)
