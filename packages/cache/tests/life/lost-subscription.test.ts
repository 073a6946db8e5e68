import { noRedisServer, Program, RedisServer, TcpProxy } from '@vivace/fixtures'
import { describe, expect, it } from 'vitest'
import { SourceServer } from './two-processes.ts'

const isLong = process.env['VIVACE_CACHE'] === 'long'
/** How long messages are lost, in milliseconds. */
const cutFor = isLong ? 10_000 : 4_000
/** How long a process believes its memory when it hears nothing, and what a busy machine may add. */
const believedFor = 2_000
const slack = 1_500
/** How often a subscription is cut and mended. */
const rounds = isLong ? 40 : 4

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

async function ask(url: string, init?: RequestInit): Promise<{ readonly text: string }> {
  const answer = await fetch(url, init)
  expect(answer.status).toBe(200)
  return (await answer.json()) as { readonly text: string } // As the program answers.
}

async function bothListen(redis: RedisServer): Promise<void> {
  await expect
    .poll(() => redis.call('PUBSUB', 'NUMSUB', 'cache:invalidate'), { interval: 2, timeout: 10_000 })
    .toEqual(['cache:invalidate', 2])
}

/** Commands go on. */
async function cutSubscription(redis: RedisServer, cable: TcpProxy): Promise<void> {
  const listening = String(await redis.call('CLIENT', 'LIST', 'TYPE', 'pubsub'))
  cable.cut((port) => !listening.includes(` addr=127.0.0.1:${port} `))
}

describe.skipIf(noRedisServer !== undefined)(
  `a process whose subscription is cut${noRedisServer === undefined ? '' : ` (skipped: ${noRedisServer})`}`,
  () => {
    it('answers nothing that is older than two seconds, and nothing old once it hears again (T54)', async () => {
      await using redis = await RedisServer.open()
      await using cable = await TcpProxy.open(redis.port)
      const database = await SourceServer.start()
      database.delay = 0
      const file = new URL('caching-program.ts', import.meta.url)
      const env = { DATABASE_URL: database.url, NODE_ENV: 'test' }
      await using writer = new Program(file, { env: { ...env, REDIS_URL: redis.url } })
      await using reader = new Program(file, {
        env: { ...env, REDIS_URL: `redis://127.0.0.1:${cable.port}` },
      })
      const [to, from] = [`${await writer.url()}/notes/k`, `${await reader.url()}/notes/k`]
      await bothListen(redis)
      const watch = new Watch(to, from)
      await watch.run(500)
      await cutSubscription(redis, cable)
      await watch.run(cutFor)
      cable.mend()
      const mended = performance.now()
      await bothListen(redis)
      const heardAfter = performance.now() - mended
      await pause(100)
      watch.oldest = 0
      await watch.run(1_000)
      const { oldest: oldestAfter } = watch
      database.stop()
      console.log(
        `T54: cut for ${cutFor / 1_000} s: ${watch.reads} reads, the oldest answer ${watch.oldestInCut.toFixed(0)} ms behind; ` +
          `hears again ${heardAfter.toFixed(0)} ms after the cable was mended, the oldest answer then ${oldestAfter.toFixed(0)} ms behind`,
      )
      expect(watch.reads).toBeGreaterThan(100)
      expect(watch.oldestInCut).toBeLessThan(believedFor + slack)
      expect(oldestAfter).toBeLessThan(slack)
    })

    it(`forgets its memory when it hears again, and not only when that is too old (T54, ${rounds} times)`, async () => {
      await using redis = await RedisServer.open()
      await using cable = await TcpProxy.open(redis.port)
      const database = await SourceServer.start()
      database.delay = 0
      const file = new URL('caching-program.ts', import.meta.url)
      const env = { DATABASE_URL: database.url, NODE_ENV: 'test' }
      await using writer = new Program(file, { env: { ...env, REDIS_URL: redis.url } })
      await using reader = new Program(file, {
        env: { ...env, REDIS_URL: `redis://127.0.0.1:${cable.port}` },
      })
      const [to, from] = [`${await writer.url()}/notes/k`, `${await reader.url()}/notes/k`]
      const write = (text: string): Promise<unknown> =>
        ask(to, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(text),
        })
      const delays: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        await bothListen(redis)
        await write(`old ${round}`)
        await expect.poll(async () => (await ask(from)).text).toBe(`old ${round}`)
        await cutSubscription(redis, cable)
        const cut = performance.now()
        await write(`new ${round}`)
        // What it has not heard of it still believes.
        const believed = (await ask(from)).text
        cable.mend()
        await bothListen(redis)
        const heard = performance.now()
        while ((await ask(from)).text !== `new ${round}`) await pause(1)
        const seen = performance.now()
        // On a machine that has stood still the memory was too old by then, and nothing was measured.
        if (believed === `old ${round}` && seen - cut < believedFor) delays.push(seen - heard)
      }
      database.stop()
      const slowest = Math.max(...delays)
      console.log(
        `T54: memory is flushed within ${slowest.toFixed(1)} ms of the subscription's return, ${delays.length} times`,
      )
      expect(delays.length).toBeGreaterThan(0)
      expect(slowest).toBeLessThan(slack)
    })
  },
)

/** Writes at one process and reads at another, and says how long an answer was out of date. */
class Watch {
  reads = 0
  /** The longest that a value was answered after another had been written, in milliseconds. */
  oldest = 0
  oldestInCut = 0
  readonly #to: string
  readonly #from: string
  /** When each version had been written; a version is its place. */
  readonly #written: number[] = []

  constructor(to: string, from: string) {
    this.#to = to
    this.#from = from
  }

  async run(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds
    await Promise.all([this.#write(until), this.#read(until)])
    this.oldestInCut = Math.max(this.oldestInCut, this.oldest)
  }

  async #write(until: number): Promise<void> {
    while (performance.now() < until) {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(`${this.#written.length}`)
      await ask(this.#to, { method: 'PUT', headers, body })
      this.#written.push(performance.now())
      await pause(100)
    }
  }

  async #read(until: number): Promise<void> {
    while (performance.now() < until) {
      const began = performance.now()
      const version = Number((await ask(this.#from)).text)
      this.reads += 1
      // The next version had been written that long before anybody asked.
      const next = this.#written[Number.isNaN(version) ? 0 : version + 1]
      if (next !== undefined && next < began) this.oldest = Math.max(this.oldest, began - next)
      await pause(10)
    }
  }
}
