import { describe, expect, it } from 'vitest'
import { HttpError } from '../../src/errors/index.ts'
import { Answer, type Exchange } from '../../src/exchange/index.ts'
import type { EdgeHarness } from './edge-harness.ts'
import { Fixture, latch } from './fixture.ts'
import { textOf } from './wire-answer.ts'

/** How an edge reads bodies, and what it refuses. */
export function describeBodies(name: string, { open, send, seen }: EdgeHarness): void {
  describe(`${name}: bodies`, () => {
    const read = (limit: number) => async (exchange: Exchange) =>
      Promise.resolve()
        .then(() => exchange.readBody(limit))
        .then(
          (bytes) => bytes,
          (error: unknown) => (error instanceof HttpError ? error.code : error),
        )

    it('gives no bytes of a request without a body, at once', async () => {
      const bytes = await seen((exchange) => {
        const body = exchange.readBody(10)
        return body instanceof Uint8Array ? [...body] : 'a promise'
      }, {})
      expect(bytes).toEqual([])
    })

    it.each([
      ['one byte', 'a'],
      ['exactly the limit', 'a'.repeat(100)],
      ['pieces that together are exactly the limit', ['a'.repeat(60), 'b'.repeat(40)]],
      ['pieces with an empty one', ['a', '', 'b']],
    ])('reads %s', async (_case, body) => {
      const bytes = await seen(read(100), { method: 'POST', body })
      expect(bytes).toEqual(new TextEncoder().encode([body].flat().join('')))
    })

    it.each([
      ['one byte more', 'a'.repeat(101)],
      ['pieces that together are one byte more', ['a'.repeat(60), 'b'.repeat(41)]],
      ['very much more', 'a'.repeat(1_000_000)],
    ])('refuses %s than the limit', async (_case, body) => {
      expect(await seen(read(100), { method: 'POST', body })).toBe('content-too-large')
    })

    it('lets the client read why its body was refused, while it is still sending', async () => {
      const answer = await send(
        async (exchange) => {
          const outcome = await read(100)(exchange)
          return new Answer(413, ['content-type', 'text/plain'], String(outcome))
        },
        { method: 'POST', body: 'a'.repeat(3_000_000) },
      )
      expect([answer.status, textOf(answer)]).toEqual([413, 'content-too-large'])
    })

    it('gives the same bytes again, and checks them against a lower limit', async () => {
      const facts = await seen(
        async (exchange) => {
          const [first, second] = await Promise.all([exchange.readBody(10), exchange.readBody(10)])
          const third = exchange.readBody(10)
          return [first === second, first === third, await read(4)(exchange)]
        },
        { method: 'POST', body: 'hello' },
      )
      expect(facts).toEqual([true, true, 'content-too-large'])
    })

    it.each(['gzip', 'br', 'GZIP', 'identity, gzip'])(
      'refuses a body in the encoding %s',
      async (encoding) => {
        const request = { method: 'POST', body: 'a', headers: [['content-encoding', encoding]] } as const
        expect(await seen(read(100), request)).toBe('unsupported-content-encoding')
      },
    )

    it('takes the encoding identity for none', async () => {
      const request = { method: 'POST', body: 'a', headers: [['content-encoding', 'Identity']] } as const
      expect(await seen(read(100), request)).toEqual(new Uint8Array([97]))
    })

    it('says that a body is incomplete when the client goes away', async () => {
      const outcome = latch<unknown>()
      const begun = latch()
      const app = new Fixture(async (exchange) => {
        const reading = read(1_000)(exchange)
        begun.open()
        outcome.open(await reading)
        return new Answer(200, [], null)
      })
      const sending = await (await open(app)).begin({ method: 'POST', body: ['a'], isUnfinished: true })
      await begun.promise
      sending.leave()
      expect(await outcome.promise).toBe('body-incomplete')
    })

    it('says that a body is incomplete to who reads it after the client has gone away', async () => {
      const outcome = latch<unknown>()
      const begun = latch()
      const app = new Fixture(async (exchange) => {
        const { signal } = exchange
        begun.open()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        outcome.open(await read(1_000)(exchange))
        return new Answer(200, [], null)
      })
      const sending = await (await open(app)).begin({ method: 'POST', body: ['a'], isUnfinished: true })
      await begun.promise
      sending.leave()
      expect(await outcome.promise).toBe('body-incomplete')
    })

    it('does not let a body be streamed twice, nor read whole while it is streamed', async () => {
      const app = async (exchange: Exchange): Promise<Answer> => {
        const outcomes: string[] = []
        for await (const _chunk of exchange.bodyStream()) {
          outcomes.push(String(await read(100)(exchange)))
          for await (const _again of exchange.bodyStream()) outcomes.push('streamed twice')
        }
        return new Answer(200, [], outcomes.join())
      }
      expect((await send(app, { method: 'POST', body: 'a' })).status).toBe(500)
    })

    it('streams a body that was read whole, and nothing where there is none', async () => {
      const streamed = async (exchange: Exchange): Promise<string> => {
        await exchange.readBody(100)
        const chunks: Uint8Array[] = []
        for await (const chunk of exchange.bodyStream()) chunks.push(chunk)
        return Buffer.concat(chunks).toString()
      }
      expect(await seen(streamed, { method: 'POST', body: 'hello' })).toBe('hello')
      expect(await seen(streamed, {})).toBe('')
    })

    it('streams a body piece by piece, without a limit', async () => {
      const size = await seen(
        async (exchange) => {
          let size = 0
          for await (const chunk of exchange.bodyStream()) size += chunk.length
          return size
        },
        { method: 'POST', body: Array.from({ length: 50 }, () => 'a'.repeat(40_000)) },
      )
      expect(size).toBe(2_000_000)
    })

    it('answers even if a streamed body is left in the middle', async () => {
      const answer = await send(
        async (exchange) => {
          for await (const chunk of exchange.bodyStream())
            return new Answer(200, [], `left after ${chunk.length > 0}`)
          return new Answer(200, [], 'nothing came')
        },
        { method: 'POST', body: Array.from({ length: 20 }, () => 'a'.repeat(40_000)) },
      )
      expect(textOf(answer)).toBe('left after true')
    })

    it('tells who streams a body that the client went away', async () => {
      const outcome = latch<unknown>()
      const begun = latch()
      const app = new Fixture(async (exchange) => {
        try {
          for await (const _chunk of exchange.bodyStream()) begun.open()
          outcome.open('whole')
        } catch (error) {
          outcome.open(error instanceof HttpError ? error.code : error)
        }
        return new Answer(200, [], null)
      })
      const sending = await (await open(app)).begin({ method: 'POST', body: ['a'], isUnfinished: true })
      await begun.promise
      sending.leave()
      expect(await outcome.promise).toBe('body-incomplete')
    })

    it('lets an app forget a body that it has asked for, although it fails', async () => {
      const app = new Fixture((exchange) => {
        void exchange.readBody(1_000)
        return new Answer(200, [], 'forgotten')
      })
      const edge = await open(app)
      const answer = await edge.send({ method: 'POST', body: ['a'.repeat(600), 'b'.repeat(600)] })
      expect(textOf(answer)).toBe('forgotten')
    })

    it('answers a request whose body nobody reads', async () => {
      const answer = await send(() => new Answer(200, [], 'not read'), {
        method: 'POST',
        body: 'a'.repeat(500_000),
      })
      expect(textOf(answer)).toBe('not read')
    })
  })
}
