import { describe, expect, it } from 'vitest'
import { Answer } from '../../src/exchange/index.ts'
import type { EdgeHarness } from './edge-harness.ts'
import { Fixture, latch } from './fixture.ts'
import { textOf, valueOf } from './wire-answer.ts'

async function* pieces(...all: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* all
}

/** A stream that never ends, and tells when it is left. */
function endless(): { stream: AsyncIterable<string>; left: Promise<void>; made: () => number } {
  const { promise: left, open } = latch()
  let made = 0
  async function* stream(): AsyncGenerator<string> {
    try {
      for (;;) {
        made += 1
        yield 'a'.repeat(65_536)
      }
    } finally {
      open()
    }
  }
  return { stream: stream(), left, made: () => made }
}

/** How an edge writes answers that come piece by piece. */
export function describeStreams(name: string, { open, send }: EdgeHarness): void {
  describe(`${name}: streams`, () => {
    it('writes text and bytes as they come, without a length', async () => {
      const answer = await send(
        () => new Answer(200, ['content-type', 'text/plain'], pieces('é', '', new Uint8Array([33]), 'b')),
      )
      expect([answer.status, textOf(answer), answer.isWhole]).toEqual([200, 'é!b', true])
      expect(valueOf(answer, 'content-length')).toBeUndefined()
    })

    it('writes a stream that is empty', async () => {
      const answer = await send(() => new Answer(200, [], pieces()))
      expect([answer.body.length, answer.isWhole]).toEqual([0, true])
    })

    it('keeps the length that the app gives for a stream', async () => {
      const answer = await send(() => new Answer(200, ['content-length', '3'], pieces('a', 'bc')))
      expect([valueOf(answer, 'content-length'), textOf(answer), answer.isWhole]).toEqual(['3', 'abc', true])
    })

    it('takes streams that are no generators and have no return()', async () => {
      const values = ['a', 'b']
      const stream: AsyncIterable<string> = {
        [Symbol.asyncIterator]: () => ({
          next: () => {
            const value = values.shift()
            return Promise.resolve(value === undefined ? { done: true, value } : { done: false, value })
          },
        }),
      }
      expect(textOf(await send(() => new Answer(200, [], stream)))).toBe('ab')
    })

    it('sends the head and each piece at once, not when the next one is there', async () => {
      const more = latch()
      async function* slow(): AsyncGenerator<string> {
        yield 'one'
        await more.promise
        yield 'two'
      }
      const edge = await open(new Fixture(() => new Answer(200, [], slow())))
      const sending = await edge.begin({})
      expect(await sending.read()).toBe('one')
      more.open()
      expect(await sending.read()).toBe('two')
    })

    it('makes no more pieces than the client takes', async () => {
      const { stream, left, made } = endless()
      const edge = await open(new Fixture(() => new Answer(200, [], stream)))
      const sending = await edge.begin({})
      await sending.read()
      const settled = async (): Promise<number> => {
        const before = made()
        await new Promise((resolve) => setTimeout(resolve, 100))
        return made() === before ? before : settled()
      }
      // What fits into the buffers of two sockets, and no more.
      expect(await settled()).toBeLessThan(500)
      sending.leave()
      await left
    })

    it('breaks the answer off and tells the log when the stream fails', async () => {
      async function* failing(): AsyncGenerator<string> {
        yield 'one'
        throw new Error('broken')
      }
      const app = new Fixture(() => new Answer(200, [], failing()))
      const answer = await (await open(app)).send({})
      expect([answer.status, answer.isWhole]).toEqual([200, false])
      expect(app.log.lines).toMatchObject([{ level: 'error', fields: { error: { message: 'broken' } } }])
    })

    it.each([
      ['shorter', '9', ['abc']],
      ['longer', '2', ['a', 'bc']],
      ['of the wrong kind', undefined, ['a', 7]],
    ])('breaks off and leaves a stream that is %s than it was said to be', async (_case, length, parts) => {
      const left = latch()
      async function* stream(): AsyncGenerator<unknown> {
        try {
          yield* parts
        } finally {
          left.open()
        }
      }
      const headers = length === undefined ? [] : ['content-length', length]
      const app = new Fixture(() => Object.assign(new Answer(200, headers, null), { body: stream() }))
      const answer = await (await open(app)).send({})
      await left.promise
      expect(answer.isWhole).toBe(false)
      expect(answer.body.length).toBeLessThanOrEqual(Number(length ?? 1))
      expect(app.log.lines).toMatchObject([{ level: 'error' }])
    })

    it('leaves the stream and aborts the signal when the client goes away', async () => {
      const aborted = latch()
      const { stream, left } = endless()
      const ran = latch()
      const app = new Fixture((exchange) => {
        exchange.signal.addEventListener('abort', () => aborted.open())
        exchange.after(() => ran.open())
        return new Answer(200, [], stream)
      })
      const sending = await (await open(app)).begin({})
      await sending.read()
      sending.leave()
      await Promise.all([aborted.promise, left, ran.promise])
      expect(app.log.lines).toEqual([])
    })

    it('tells a stream that is silent that the client went away', async () => {
      const returned = latch()
      const stream: AsyncIterable<string> = {
        [Symbol.asyncIterator]() {
          let count = 0
          return {
            next: () =>
              count++ === 0 ? Promise.resolve({ done: false, value: 'one' }) : new Promise(() => undefined),
            return: () => {
              returned.open()
              return Promise.resolve({ done: true, value: undefined })
            },
          }
        },
      }
      const sending = await (await open(new Fixture(() => new Answer(200, [], stream)))).begin({})
      await sending.read()
      sending.leave()
      await returned.promise
    })

    it.each([
      ['HEAD', 200],
      ['GET', 204],
    ])('leaves a stream that %s with %i does not send', async (method, status) => {
      const returned = latch()
      const stream: AsyncIterable<string> = {
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.reject(new Error('read')),
          return: () => {
            returned.open()
            return Promise.resolve({ done: true, value: undefined })
          },
        }),
      }
      const answer = await send(() => new Answer(status, [], stream), { method })
      await returned.promise
      expect([answer.status, answer.body.length]).toEqual([status, 0])
    })

    it('runs work after the answer when the stream has ended', async () => {
      const order: string[] = []
      const ran = latch()
      async function* stream(): AsyncGenerator<string> {
        yield 'a'
        order.push('stream')
      }
      await send((exchange) => {
        exchange.after(() => {
          order.push('after')
          ran.open()
        })
        return new Answer(200, [], stream())
      })
      await ran.promise
      expect(order).toEqual(['stream', 'after'])
    })
  })
}
