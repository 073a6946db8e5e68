import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { Answer, type Answering } from '../exchange/index.ts'
import { timeout } from './timeout.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

const answer = new Answer(200, [], null)

function later(milliseconds: number, made: () => Answer = () => answer): Promise<Answer> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds)).then(made)
}

/** Runs a timeout of 100 ms, and tells what came of it within 200 ms. */
async function run(exchange: MemoryExchange, next: () => Answering): Promise<unknown> {
  const outcome = Promise.resolve(timeout(100)(exchange, next)).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(200)
  return outcome
}

describe('timeout()', () => {
  it('hands on a synchronous answer without a timer', () => {
    expect(timeout('1s')(new MemoryExchange(), () => answer)).toBe(answer)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('hands on an answer that is there in time, and clears its timer', async () => {
    const exchange = new MemoryExchange()
    const answering = timeout('1s')(exchange, () => later(10))
    await vi.advanceTimersByTimeAsync(10)
    expect(await answering).toBe(answer)
    expect(vi.getTimerCount()).toBe(0)
    expect(exchange.signal.aborted).toBe(false)
  })

  it('answers 504 when the time is up', async () => {
    const outcome = await run(new MemoryExchange(), () => later(150))
    expect(outcome).toMatchObject({ status: 504, code: 'request-timeout' })
  })

  it('aborts the signal with a reason that says so', async () => {
    const exchange = new MemoryExchange()
    const { signal } = exchange
    await run(exchange, () => later(150))
    expect(signal.aborted).toBe(true)
    expect(signal.reason).toMatchObject({
      name: 'TimeoutError',
      message: 'The request was not answered within 100 ms.',
    })
  })

  it('answers 504 although the handler answers at once when it sees the signal', async () => {
    const exchange = new MemoryExchange()
    const obedient = (): Promise<Answer> =>
      new Promise((resolve) => {
        exchange.signal.addEventListener('abort', () => {
          resolve(answer)
        })
      })
    expect(await run(exchange, obedient)).toMatchObject({ status: 504 })
  })

  it('logs what is thrown after the time is up', async () => {
    const exchange = new MemoryExchange()
    const error = new Error('late')
    const outcome = await run(exchange, () =>
      later(150, () => {
        throw error
      }),
    )
    expect(outcome).toMatchObject({ status: 504 })
    expect(exchange.logger.lines).toEqual([
      { level: 'error', message: 'request failed after its time was up', fields: { error } },
    ])
  })

  it('hands on what is thrown in time', async () => {
    const exchange = new MemoryExchange()
    const outcome = await run(exchange, () =>
      later(50, () => {
        throw new RangeError('early')
      }),
    )
    expect(outcome).toBeInstanceOf(RangeError)
    expect(exchange.logger.lines).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('closes a stream that comes too late, so that what it holds is let go', async () => {
    const told: string[] = []
    const body: AsyncIterableIterator<string> = {
      [Symbol.asyncIterator]: () => body,
      next: async () => ({ done: false, value: 'never read' }),
      return: async () => {
        told.push('return')
        return { done: true, value: undefined }
      },
    }
    const exchange = new MemoryExchange()
    await run(exchange, () => later(150, () => new Answer(200, [], body)))
    expect(told).toEqual(['return'])
    expect(exchange.logger.lines).toEqual([])
  })

  it('drops late texts and bytes', async () => {
    for (const body of ['late', new Uint8Array(4)]) {
      const exchange = new MemoryExchange()
      await run(exchange, () => later(150, () => new Answer(200, [], body)))
      expect(exchange.logger.lines).toEqual([])
    }
  })

  it.each([0, 2 ** 31, '25d'] as const)('refuses %j at start, which no timer can count', (duration) => {
    expect(() => timeout(duration)).toThrow(expect.objectContaining({ code: 'DURATION_INVALID' }))
  })
})
