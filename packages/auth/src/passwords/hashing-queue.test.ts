import { fakeClock } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { HashingQueue, hashingThreads } from './hashing-queue.ts'

/** Work that ends when a test says so. */
function piece(): { readonly work: () => Promise<string>; readonly end: () => void; hasBegun: boolean } {
  let end: (() => void) | undefined
  const made = {
    hasBegun: false,
    work: () => {
      made.hasBegun = true
      return new Promise<string>((resolve) => {
        end = () => resolve('done')
      })
    },
    end: () => end?.(),
  }
  return made
}

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

describe('a line of hashes', () => {
  it('has as many at work as it may, and the others wait in the order they came', async () => {
    const queue = new HashingQueue({ clock: fakeClock(), concurrency: 2, longestWait: 3_000 })
    const pieces = Array.from({ length: 5 }, piece)
    const running = pieces.map(({ work }) => queue.run(work))
    const begun = (): boolean[] => pieces.map(({ hasBegun }) => hasBegun)
    await settled()
    expect([queue.load, begun()]).toEqual([{ running: 2, waiting: 3 }, [true, true, false, false, false]])
    pieces[1]?.end()
    await settled()
    expect(begun()).toEqual([true, true, true, false, false])
    for (const one of [0, 2, 3, 4]) {
      pieces[one]?.end()
      await settled()
    }
    expect(await Promise.all(running)).toEqual(['done', 'done', 'done', 'done', 'done'])
    expect(queue.load).toEqual({ running: 0, waiting: 0 })
  })

  it('T32: lets nobody wait longer than it may: 503 with Retry-After', async () => {
    const clock = fakeClock()
    const queue = new HashingQueue({ clock, concurrency: 1, longestWait: 2_500 })
    const first = piece()
    const running = queue.run(first.work)
    const waiting = queue.run(piece().work).catch((error: unknown) => error)
    await clock.advance(2_500)
    expect(await waiting).toMatchObject({
      status: 503,
      code: 'passwords-busy',
      headers: { 'retry-after': '3' },
    })
    expect(queue.load).toEqual({ running: 1, waiting: 0 })
    first.end()
    expect(await running).toBe('done')
  })

  it('refuses at once whoever would wait too long, as the last hashes took', async () => {
    const clock = fakeClock()
    const queue = new HashingQueue({ clock, concurrency: 2, longestWait: 1_000 })
    for (let round = 0; round < 100; round++) {
      const slow = piece()
      const running = queue.run(slow.work)
      await clock.advance(100)
      slow.end()
      await running
    }
    const pieces = Array.from({ length: 100 }, piece)
    const running = pieces.map(({ work }) => queue.run(work).catch(() => 'refused'))
    await settled()
    // 100 ms each, two at a time: 20 in a second, and the two at work.
    expect(queue.load).toEqual({ running: 2, waiting: 20 })
    for (let done = 0; done < 100; done++) {
      pieces[done]?.end()
      await settled()
    }
    const answers = await Promise.all(running)
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(22)
  })

  it('goes on after work that fails', async () => {
    const queue = new HashingQueue({ clock: fakeClock(), concurrency: 1, longestWait: 1_000 })
    const fail = (): Promise<never> => Promise.reject(new Error('It failed.'))
    const failing = [queue.run(fail), queue.run(fail)]
    for (const one of failing) await expect(one).rejects.toThrow('It failed.')
    expect(await queue.run(() => Promise.resolve(7))).toBe(7)
    expect(queue.load).toEqual({ running: 0, waiting: 0 })
  })
})

describe('hashingThreads()', () => {
  it('leaves libuv a thread for files, and takes one at least', () => {
    expect(hashingThreads({ UV_THREADPOOL_SIZE: '1' })).toBe(1)
    expect(hashingThreads({ UV_THREADPOOL_SIZE: '2' })).toBe(1)
    expect(hashingThreads({})).toBeLessThanOrEqual(3)
    expect(hashingThreads({})).toBeGreaterThanOrEqual(1)
  })
})
