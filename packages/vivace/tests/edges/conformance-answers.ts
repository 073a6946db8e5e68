import { describe, expect, it } from 'vitest'
import { Answer, type Exchange } from '../../src/exchange/index.ts'
import type { EdgeHarness } from './edge-harness.ts'
import { Fixture, latch } from './fixture.ts'
import { jsonOf, textOf, valueOf, valuesOf } from './wire-answer.ts'

/** What an edge makes of the answers of an app, good and bad. */
export function describeAnswers(name: string, { open, send }: EdgeHarness): void {
  describe(`${name}: answers`, () => {
    it.each([
      ['text', 'hello', 5],
      ['text beyond ASCII', 'é→🎈', 9],
      ['half a character', '\ud83c', 3],
      ['bytes', new Uint8Array([0, 255, 1]), 3],
      ['bytes that are part of a buffer', new Uint8Array([1, 2, 3, 4]).subarray(1, 3), 2],
      ['empty text', '', 0],
      ['nothing', null, 0],
      ['a megabyte', 'a'.repeat(1_048_576), 1_048_576],
    ])('writes %s with its length in bytes', async (_case, body, length) => {
      const answer = await send(() => new Answer(200, ['content-type', 'x/y'], body))
      expect(answer.status).toBe(200)
      expect(valueOf(answer, 'content-length')).toBe(String(length))
      expect(valueOf(answer, 'content-type')).toBe('x/y')
      const sent = typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array())
      expect(Buffer.from(answer.body).equals(sent)).toBe(true)
    })

    it.each([200, 201, 202, 299, 302, 400, 404, 418, 422, 500, 503, 599])(
      'writes the status %i',
      async (status) => {
        expect((await send(() => new Answer(status, [], 'x'))).status).toBe(status)
      },
    )

    it('writes an answer that comes later', async () => {
      const answer = await send(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        return new Answer(200, [], 'later')
      })
      expect(textOf(answer)).toBe('later')
    })

    it('keeps the order and the number of headers', async () => {
      const answer = await send(
        () => new Answer(200, ['set-cookie', 'a=1', 'x-a', '', 'set-cookie', 'b=2; Path=/'], null),
      )
      expect(valuesOf(answer, 'set-cookie')).toEqual(['a=1', 'b=2; Path=/'])
      expect(valueOf(answer, 'x-a')).toBe('')
    })

    it.each([204, 304])('writes no body and no length with %i', async (status) => {
      const answer = await send(() => new Answer(status, ['content-length', '3', 'etag', '"a"'], 'abc'))
      expect(answer.status).toBe(status)
      expect(answer.body.length).toBe(0)
      expect(valueOf(answer, 'content-length')).toBeUndefined()
      expect(valueOf(answer, 'etag')).toBe('"a"')
    })

    it('writes no body with 205, and says so', async () => {
      const answer = await send(() => new Answer(205, [], 'abc'))
      expect([answer.status, answer.body.length, valueOf(answer, 'content-length')]).toEqual([205, 0, '0'])
    })

    it.each([
      ['text', 'é', '2'],
      ['bytes', new Uint8Array(7), '7'],
    ])('answers HEAD with the length of %s, without it', async (_case, body, length) => {
      const answer = await send(() => new Answer(200, ['etag', '"a"'], body), { method: 'HEAD' })
      expect([answer.status, answer.body.length, valueOf(answer, 'content-length')]).toEqual([200, 0, length])
    })

    it('answers HEAD with the length that the app gives, where only the app knows it', async () => {
      const answer = await send(() => new Answer(200, ['content-length', '12'], null), { method: 'HEAD' })
      expect(valueOf(answer, 'content-length')).toBe('12')
    })

    it('puts a wrong length right, and takes away what the edge has to write', async () => {
      const headers = [
        'Content-Length',
        '99',
        'transfer-encoding',
        'chunked',
        'connection',
        'upgrade',
        'etag',
        '"a"',
      ]
      const answer = await send(() => new Answer(200, headers, 'abc'))
      expect(valuesOf(answer, 'content-length')).toEqual(['3'])
      expect(valuesOf(answer, 'transfer-encoding')).toEqual([])
      expect(valuesOf(answer, 'connection')).not.toContain('upgrade')
      expect(textOf(answer)).toBe('abc')
    })

    it('does not change the answer it is given: an app may use it again', async () => {
      const answer = new Answer(200, ['etag', '"a"'], 'abc')
      const edge = await open(new Fixture(() => answer))
      await edge.send({})
      expect(valuesOf(await edge.send({}), 'content-length')).toEqual(['3'])
      expect(answer.headers).toEqual(['etag', '"a"'])
    })
  })

  describe(`${name}: answers that break the rules`, () => {
    const broken: readonly (readonly [string, (exchange: Exchange) => unknown])[] = [
      [
        'an error that is thrown',
        () => {
          throw new Error('secret')
        },
      ],
      [
        'something thrown that is no error',
        () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- JavaScript lets anything be thrown.
          throw 'secret'
        },
      ],
      ['a rejected promise', () => Promise.reject(new Error('secret'))],
      ['no answer', () => undefined],
      ['a promise of no answer', () => Promise.resolve(undefined)],
      [
        'an answer with a body of the wrong kind',
        () => Object.assign(new Answer(200, [], null), { body: 7 }),
      ],
      [
        'an answer whose body has a getter that throws',
        () =>
          Object.defineProperty(new Answer(200, [], null), 'body', {
            get: () => {
              throw new Error('secret')
            },
          }),
      ],
      [
        'a recursion without end',
        function again(exchange: Exchange): unknown {
          return [again(exchange)]
        },
      ],
      ...[0, 99, 100, 101, 199, 600, 1000, 200.5, NaN, -1].map(
        (status) => [`the status ${status}`, () => new Answer(status, [], 'secret')] as const,
      ),
      ...['a\r\nx-evil: 1', 'a\nx-evil: 1', 'a\rb', 'a\u0000b', 'snow ☃', '\u007f'].map(
        (value) =>
          [
            `the header value ${JSON.stringify(value)}`,
            () => new Answer(200, ['x-a', value], 'secret'),
          ] as const,
      ),
      ...['x\r\ny', 'x y', 'x:y', '', 'ü'].map(
        (bad) =>
          [`the header name ${JSON.stringify(bad)}`, () => new Answer(200, [bad, 'v'], 'secret')] as const,
      ),
      ['a header without a value', () => new Answer(200, ['x-a'], 'secret')],
    ]

    it.each(broken)(
      'answers 500 to %s, tells the log and not the client, and goes on',
      async (_case, handle) => {
        const app = new Fixture((exchange) =>
          exchange.path === '/good' ? new Answer(200, [], 'good') : handle(exchange),
        )
        const edge = await open(app)
        const answer = await edge.send({ target: '/bad' })
        expect(answer.status).toBe(500)
        expect(valueOf(answer, 'content-type')).toBe('application/problem+json')
        expect(valuesOf(answer, 'x-evil')).toEqual([])
        expect(jsonOf(answer)).toEqual({
          type: 'about:blank',
          title: 'Internal Server Error',
          status: 500,
          code: 'internal-error',
        })
        expect(app.log.lines.map(({ level }) => level)).toEqual(['error'])
        expect(textOf(await edge.send({ target: '/good' }))).toBe('good')
      },
    )
  })

  describe(`${name}: work after the answer`, () => {
    it('runs in order, after the answer, and past what fails', async () => {
      const done: string[] = []
      const last = latch()
      const app = new Fixture((exchange) => {
        exchange.after(async () => {
          await new Promise((resolve) => setTimeout(resolve, 5))
          done.push('first')
        })
        exchange.after(() => {
          done.push('second')
          exchange.after(() => last.open())
          throw new Error('after')
        })
        return new Answer(200, [], `done: ${done.length}`)
      })
      const edge = await open(app)
      expect(textOf(await edge.send({}))).toBe('done: 0')
      await last.promise
      expect(done).toEqual(['first', 'second'])
      expect(app.log.lines).toMatchObject([{ level: 'error', fields: { error: { message: 'after' } } }])
    })

    it('runs when the app has broken its word as well', async () => {
      const ran = latch()
      await send((exchange) => {
        exchange.after(() => ran.open())
        throw new Error('broken')
      })
      await ran.promise
    })
  })

  describe(`${name}: the signal`, () => {
    it('aborts when the client goes away before the answer', async () => {
      const reason = latch<unknown>()
      const begun = latch()
      const late = latch<Answer>()
      const app = new Fixture((exchange) => {
        exchange.signal.addEventListener('abort', () => reason.open(exchange.signal.reason))
        begun.open()
        return late.promise
      })
      const sending = await (await open(app)).begin({})
      await begun.promise
      sending.leave()
      expect(await reason.promise).toMatchObject({ name: 'AbortError' })
      late.open(new Answer(200, [], 'too late'))
    })

    it('is aborted already for those who ask late', async () => {
      const reason = latch<unknown>()
      const begun = latch()
      const left = latch()
      const app = new Fixture(async (exchange) => {
        begun.open()
        await left.promise
        // The runtime tells of a closed connection in its own time.
        while (!exchange.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5))
        reason.open(exchange.signal.reason)
        return new Answer(200, [], null)
      })
      const sending = await (await open(app)).begin({})
      await begun.promise
      sending.leave()
      left.open()
      expect(await reason.promise).toMatchObject({ name: 'AbortError' })
    })

    it('does not abort once the answer is written', async () => {
      const signals: AbortSignal[] = []
      const edge = await open(
        new Fixture((exchange) => {
          signals.push(exchange.signal)
          return Promise.resolve(new Answer(200, [], 'x'))
        }),
      )
      const sending = await edge.begin({})
      await sending.answer
      sending.leave()
      await edge.close()
      // The end of a connection is told a little later.
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(signals.map((signal) => signal.aborted)).toEqual([false])
    })

    it('runs work after the answer even if nobody was there to read it', async () => {
      const begun = latch()
      const ran = latch()
      const app = new Fixture(async (exchange) => {
        exchange.after(() => ran.open())
        begun.open()
        await new Promise((resolve) => exchange.signal.addEventListener('abort', resolve))
        return new Answer(200, [], 'too late')
      })
      const sending = await (await open(app)).begin({})
      await begun.promise
      sending.leave()
      await ran.promise
    })
  })
}
