import { noRedisServer, Program, RedisServer, TcpProxy } from '@vivace/fixtures'
import { describe, expect, it } from 'vitest'
import { SourceServer } from './two-processes.ts'

const isLong = process.env['VIVACE_CACHE'] === 'long'
/** How long messages are lost, in milliseconds. */
const cutFor = isLong ? 10_000 : 4_000
/** How long a process believes its memory when it hears nothing, and what a busy machine may add. */
const believedFor = 2_000
const slack = 1_500

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

async function ask(url: string, init?: RequestInit): Promise<{ readonly text: string }> {
  const answer = await fetch(url, init)
  expect(answer.status).toBe(200)
  return (await answer.json()) as { readonly text: string } // As the program answers.
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
      const listeners = async (): Promise<unknown> => redis.call('PUBSUB', 'NUMSUB', 'cache:invalidate')
      await expect.poll(listeners).toEqual(['cache:invalidate', 2])
      const watch = new Watch(to, from)
      await watch.run(500)
      // Commands go on.
      const listening = String(await redis.call('CLIENT', 'LIST', 'TYPE', 'pubsub'))
      cable.cut((port) => !listening.includes(` addr=127.0.0.1:${port} `))
      await watch.run(cutFor)
      cable.mend()
      const mended = performance.now()
      await expect.poll(listeners, { interval: 5, timeout: 10_000 }).toEqual(['cache:invalidate', 2])
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
