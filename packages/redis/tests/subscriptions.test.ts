import { freePort, noRedisServer, RedisServer, TcpProxy } from '@vivace/fixtures'
import { openRedis, type RedisConnection, type RedisListener } from '@vivace/redis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** Writes down what it hears. */
function recorder(): { said: string[]; listener: RedisListener } {
  const said: string[] = []
  return {
    said,
    listener: {
      message: (text) => void said.push(text),
      joined: () => void said.push('(joined)'),
      lost: () => void said.push('(lost)'),
    },
  }
}

const open = (url: string): Promise<RedisConnection> =>
  openRedis({ url, where: 'test', commandTimeout: '5s' })

it('a subscription begins as soon as there is a Redis', async ({ skip }) => {
  const redis = await open(`redis://127.0.0.1:${await freePort()}`)
  const { said, listener } = recorder()
  const subscription = await redis.subscribe('c', listener)
  expect(subscription.isListening).toBe(false)
  expect(said).toEqual([])
  redis.close()
  if (noRedisServer !== undefined) skip(noRedisServer)
})

describe.skipIf(noRedisServer !== undefined)(
  `subscriptions${noRedisServer === undefined ? '' : ` (skipped: ${noRedisServer})`}`,
  () => {
    let server: RedisServer
    let speaker: RedisConnection
    const closing: RedisConnection[] = []
    beforeEach(async () => {
      server = await RedisServer.open()
      speaker = await open(server.url)
      closing.push(speaker)
    })
    afterEach(async () => {
      for (const connection of closing.splice(0)) connection.close()
      await server[Symbol.asyncDispose]()
    })
    const say = (text: string, channel = 'c'): Promise<number> =>
      speaker.run((commands) => commands.publish(channel, text))
    const connections = async (): Promise<number> =>
      String(await server.call('CLIENT', 'LIST', 'TYPE', 'pubsub'))
        .split('\n')
        .filter((line) => line !== '').length

    it('hear what is published in their channel, over one connection, until they are closed', async () => {
      const redis = await open(server.url)
      closing.push(redis)
      const [one, other, elsewhere] = [recorder(), recorder(), recorder()]
      const subscription = await redis.subscribe('c', one.listener)
      await redis.subscribe('c', other.listener)
      await redis.subscribe('d', elsewhere.listener)
      expect(subscription.isListening).toBe(true)
      expect(await connections()).toBe(1)
      await say('first')
      await expect.poll(() => other.said).toEqual(['(joined)', 'first'])
      subscription.close()
      expect(subscription.isListening).toBe(false)
      await say('second')
      await say('third', 'd')
      await expect.poll(() => elsewhere.said).toEqual(['(joined)', 'third'])
      expect(other.said).toEqual(['(joined)', 'first', 'second'])
      expect(one.said).toEqual(['(joined)', 'first'])
    })

    it('leave a channel with the last listener, and can come back', async () => {
      const redis = await open(server.url)
      closing.push(redis)
      const { said, listener } = recorder()
      const subscription = await redis.subscribe('c', listener)
      subscription.close()
      subscription.close()
      await expect.poll(() => say('nobody')).toBe(0)
      await redis.subscribe('c', listener)
      expect(await say('again')).toBe(1)
      await expect.poll(() => said).toEqual(['(joined)', '(joined)', 'again'])
    })

    it('say when they are lost and when they are back: Redis killed, and connections ended', async () => {
      const redis = await open(server.url)
      closing.push(redis)
      const { said, listener } = recorder()
      await redis.subscribe('c', listener)
      await server.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
      await expect.poll(() => said).toEqual(['(joined)', '(lost)', '(joined)'])
      await server.kill()
      await expect.poll(() => said.at(-1)).toBe('(lost)')
      await server.start()
      await expect.poll(() => said.at(-1)).toBe('(joined)')
      await expect.poll(() => speaker.isUp).toBe(true)
      await say('here')
      await expect.poll(() => said.at(-1)).toBe('here')
    })

    it('notice a cable that was cut and says nothing', async () => {
      await using cable = await TcpProxy.open(server.port)
      const redis = await open(`redis://127.0.0.1:${cable.port}`)
      closing.push(redis)
      const { said, listener } = recorder()
      await redis.subscribe('c', listener)
      cable.freeze()
      await expect.poll(() => said.slice(0, 2), { timeout: 30_000 }).toEqual(['(joined)', '(lost)'])
      await expect.poll(() => said.at(-1), { timeout: 30_000 }).toBe('(joined)')
    })

    it('end with the connection, and leave nothing behind', async () => {
      const redis = await open(server.url)
      const { said, listener } = recorder()
      const subscription = await redis.subscribe('c', listener)
      redis.close()
      expect(subscription.isListening).toBe(false)
      await expect.poll(connections).toBe(0)
      expect(said).toEqual(['(joined)'])
    })
  },
)
