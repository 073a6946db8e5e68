import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noRedisServer } from '@vivace/fixtures'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'

/** More of everything, for the figures of docs/reliability.md: `VIVACE_CACHE=long`. */
const isLong = process.env['VIVACE_CACHE'] === 'long'

async function json(url: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(url, init)
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
  return answer.json()
}

const put = (url: string, text: string): Promise<unknown> =>
  json(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(text) })

function percentile(sorted: readonly number[], part: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1)
}

describe.skipIf(noRedisServer !== undefined)(
  `two processes and a Redis${noRedisServer === undefined ? '' : ` (skipped: ${noRedisServer})`}`,
  () => {
    let both: TwoProcesses
    beforeAll(async () => {
      both = await startTwoProcesses()
    })
    afterAll(async () => {
      await both.stop()
    })

    it('load once each for 1,000 who miss one key, and once together where that is asked for (T55)', async () => {
      const { urls, database } = both
      const everybody = (path: string): Promise<unknown[]> =>
        Promise.all(Array.from({ length: 1_000 }, (_, at) => json(`${urls[at % 2]}${path}`)))
      const notes = await everybody('/notes/a')
      await everybody('/reports/a')
      expect(new Set(notes.map((note) => JSON.stringify(note))).size).toBe(1)
      expect(database.reads.get('/notes/a')).toBeLessThanOrEqual(2)
      expect(database.reads.get('/reports/a')).toBe(1)
    })

    it('follow each other: what one has written the other answers next, 200 times (T54)', async () => {
      const { urls } = both
      for (let round = 0; round < 200; round += 1) {
        const [writer, reader] = round % 2 === 0 ? urls : [urls[1], urls[0]]
        await json(`${reader}/notes/b`)
        await put(`${writer}/notes/b`, `round ${round}`)
        await expect
          .poll(() => json(`${reader}/notes/b`), { interval: 1 })
          .toMatchObject({ text: `round ${round}` })
        expect(await json(`${writer}/notes/b`)).toMatchObject({ text: `round ${round}` })
      }
    })

    it('see the last of many writes, and say how long each took to be seen (T54)', async () => {
      const { urls } = both
      const times = isLong ? 10_000 : 500
      const watching = json(`${urls[1]}/watch?times=${times}`, { method: 'POST' })
      await json(`${urls[0]}/write-often?times=${times}`, { method: 'POST' })
      const delays = (await watching) as number[] // As the program answers.
      expect(delays.length).toBeGreaterThan(0)
      const [half, most] = [percentile(delays, 0.5), percentile(delays, 0.99)]
      console.log(
        `T54: ${times} writes, ${delays.length} seen; p50 ${half} ms, p99 ${most} ms, max ${percentile(delays, 1)} ms`,
      )
    })

    it('hear of a change that was made while nobody listened (T54)', async () => {
      const { urls, redis } = both
      for (const url of urls) await json(`${url}/notes/c`)
      for (let round = 0; round < 20; round += 1) {
        await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
        await put(`${urls[0]}/notes/c`, `round ${round}`)
        await expect
          .poll(() => json(`${urls[1]}/notes/c`), { timeout: 10_000 })
          .toMatchObject({ text: `round ${round}` })
      }
    })

    it('answer everything while Redis is dead or hangs, and use it again when it is back (T58)', async () => {
      const { urls, redis, processes, database } = both
      // What is measured is the wait for Redis, and not the one for the database.
      database.delay = 0
      const load = new OpenLoad(urls, 300)
      await pause(1_000)
      await redis.kill()
      load.phase = 'the first second without'
      await pause(1_000)
      load.phase = 'without'
      await pause(isLong ? 9_000 : 1_500)
      const said = processes.map(({ out }) => out.split('The cache uses Redis.').length)
      await redis.start()
      load.phase = 'the first two seconds back'
      await pause(2_000)
      const back = processes.map(({ out }, at) => out.split('The cache uses Redis.').length > (said[at] ?? 0))
      load.phase = 'back'
      await pause(1_000)
      redis.freeze()
      load.phase = 'while it hangs'
      await pause(1_500)
      redis.thaw()
      load.phase = 'after it has hung'
      await pause(1_500)
      const { failures, lines, answered } = await load.stop()
      database.delay = 20
      console.log(
        `T58: ${answered} answers, ${failures.length} failed; back within two seconds: ${back.join()}\n${lines.join('\n')}`,
      )
      expect(failures).toEqual([])
      expect(answered).toBeGreaterThan(300)
      // What was written meanwhile is what everybody is told in the end.
      await put(`${urls[0]}/notes/d`, 'after')
      for (const url of urls) await expect.poll(() => json(`${url}/notes/d`)).toMatchObject({ text: 'after' })
      await expect
        .poll(() => processes.every(({ out }) => out.split('The cache uses Redis.').length > 1))
        .toBe(true)
    })
  },
)

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Of five requests one is for a whole answer, one for a limited route, and three are for notes. */
function addressOf(number: number): string {
  if (number % 5 === 0) return `/page/${number % 7}`
  return number % 5 === 1 ? `/limited/${number % 9}` : `/notes/${number % 50}`
}

/** So many requests each second, whether or not the earlier ones are answered. */
class OpenLoad {
  phase = 'with Redis'
  readonly #times = new Map<string, number[]>()
  readonly #failures: string[] = []
  readonly #open = new Set<Promise<void>>()
  readonly #timer: NodeJS.Timeout
  #sent = 0

  constructor(urls: readonly string[], rate: number) {
    const began = performance.now()
    this.#timer = setInterval(() => {
      const due = Math.floor(((performance.now() - began) * rate) / 1_000)
      for (; this.#sent < due; this.#sent += 1) {
        const asking = this.#ask(urls[this.#sent % urls.length] ?? '', this.#sent).finally(() =>
          this.#open.delete(asking),
        )
        this.#open.add(asking)
      }
    }, 5)
  }

  async stop(): Promise<{
    readonly answered: number
    readonly failures: string[]
    readonly lines: string[]
  }> {
    clearInterval(this.#timer)
    await Promise.all(this.#open)
    const all = [...this.#times].map(
      ([phase, times]) => [phase, times.sort((left, right) => left - right)] as const,
    )
    const lines = all.map(
      ([phase, times]) =>
        `  ${phase}: ${times.length} answers, p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms`,
    )
    return {
      answered: all.reduce((sum, [, times]) => sum + times.length, 0),
      failures: this.#failures,
      lines,
    }
  }

  async #ask(url: string, number: number): Promise<void> {
    const { phase } = this
    const began = performance.now()
    const address = addressOf(number)
    try {
      await (number % 20 === 7 ? put(`${url}${address}`, `number ${number}`) : json(`${url}${address}`))
    } catch (error) {
      this.#failures.push(`${phase}: ${address}: ${error instanceof Error ? error.message : String(error)}`)
    }
    const times = this.#times.get(phase) ?? []
    times.push(performance.now() - began)
    this.#times.set(phase, times)
  }
}
