import { describe, expect, it } from 'vitest'
import type { HttpError } from '../../src/errors/index.ts'
import { Answer } from '../../src/exchange/index.ts'
import { toFetchHandler } from '../../src/fetch/index.ts'
import { describeEdge } from './edge-conformance.ts'
import { openFetchEdge } from './fetch-driver.ts'
import { Fixture, latch } from './fixture.ts'

describeEdge('the fetch edge', openFetchEdge)

describe('toFetchHandler()', () => {
  const good = (): Answer => new Answer(200, [], 'good')

  const ask = (): Request => new Request('http://a.example/')

  it('starts the app with the first request, once, however many come together', async () => {
    const app = new Fixture(good)
    const handle = toFetchHandler(app)
    expect(app.starts).toBe(0)
    await Promise.all([handle(ask()), handle(ask())])
    await handle(ask())
    expect([app.starts, app.requests]).toEqual([1, 3])
  })

  it('rejects while the app cannot start, and tries again with the next request', async () => {
    const app = new Fixture(good)
    const handle = toFetchHandler(app)
    app.onStart = () => {
      throw new Error('no database')
    }
    await expect(handle(ask())).rejects.toThrow('no database')
    app.onStart = () => undefined
    expect(await (await handle(ask())).text()).toBe('good')
    expect([app.starts, app.requests]).toEqual([2, 1])
  })

  it('tells the peer if the runtime does', async () => {
    const handle = toFetchHandler(
      new Fixture(({ peer }) => new Answer(200, [], JSON.stringify(peer ?? null))),
    )
    const peer = { address: '192.0.2.1', port: 1 }
    expect(await (await handle(ask(), { peer })).json()).toEqual(peer)
    expect(await (await handle(ask())).json()).toBeNull()
  })

  it('reads scheme, host, path and query out of the address, and leaves the fragment out', async () => {
    const look = new Fixture(
      ({ scheme, host, path, queryString }) =>
        new Answer(200, [], [scheme, host, path, queryString].join(' | ')),
    )
    const handle = toFetchHandler(look)
    const text = async (url: string): Promise<string> => (await handle(new Request(url))).text()
    expect(await text('https://a.example:8443/b?c=d#e?f')).toBe('https | a.example:8443 | /b | c=d')
    expect(await text('http://[::1]/#e?f')).toBe('http | [::1] | / | ')
    expect(await text('http://a')).toBe('http | a | / | ')
  })

  it('keeps the runtime alive until work after the answer is done', async () => {
    const more = latch()
    let done = false
    const handle = toFetchHandler(
      new Fixture((exchange) => {
        exchange.after(async () => {
          await more.promise
          done = true
        })
        return good()
      }),
    )
    const works: Promise<void>[] = []
    await handle(ask(), { waitUntil: (work) => works.push(work) })
    expect([works.length, done]).toEqual([1, false])
    more.open()
    await Promise.all(works)
    expect(done).toBe(true)
  })

  it('says that a body is incomplete which is shorter than it was said to be', async () => {
    const app = new Fixture(async (exchange) => {
      const outcome = await Promise.resolve(exchange.readBody(100)).then(
        String,
        (error: Error) => error.message,
      )
      return new Answer(200, [], outcome)
    })
    const request = new Request('http://a/', {
      method: 'POST',
      body: 'abc',
      headers: { 'content-length': '9' },
    })
    expect(await (await toFetchHandler(app)(request)).text()).toBe(
      'The body of the request ended before it was complete.',
    )
  })

  it('reads nothing of a body that is said to be longer than it may be', async () => {
    let isCancelled = false
    let pulled = 0
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1
          controller.enqueue(new Uint8Array(10))
        },
        cancel() {
          isCancelled = true
        },
      },
      { highWaterMark: 0 },
    )
    const app = new Fixture(async (exchange) => {
      const outcome = await Promise.resolve(exchange.readBody(100)).then(
        String,
        (error: HttpError) => error.code ?? '',
      )
      return new Answer(200, [], outcome)
    })
    const headers = { 'content-length': '1000' }
    const init = { method: 'POST', body: stream, headers, duplex: 'half' }
    const request = new Request('http://a/', init)
    expect(await (await toFetchHandler(app)(request)).text()).toBe('content-too-large')
    expect([pulled, isCancelled]).toEqual([0, true])
  })

  it.each([
    ['is shorter than it was said to be', { 'content-length': '9' }],
    ['is said to be longer than it may be', { 'content-length': '1000' }],
    ['is longer than it was said to be', { 'content-length': '2' }],
    ['is longer than it may be', {}],
    ['is compressed', { 'content-length': '3', 'content-encoding': 'gzip' }],
  ])('does not end for a body that nobody waits for and that %s', async (_how, headers) => {
    const unhandled: unknown[] = []
    const note = (reason: unknown): void => void unhandled.push(reason)
    process.on('unhandledRejection', note)
    const app = new Fixture((exchange) => {
      void exchange.readBody(2)
      return good()
    })
    const init = { method: 'POST', body: new Blob(['abc']).stream(), headers, duplex: 'half' }
    expect(await (await toFetchHandler(app)(new Request('http://a/', init))).text()).toBe('good')
    await new Promise((resolve) => {
      setTimeout(resolve, 20)
    })
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })

  it('aborts the signal when the runtime cancels the body of the response', async () => {
    async function* stream(): AsyncGenerator<string> {
      for (;;) yield 'a'
    }
    const signals: AbortSignal[] = []
    const app = new Fixture(({ signal }) => {
      signals.push(signal)
      return new Answer(200, [], stream())
    })
    const response = await toFetchHandler(app)(ask())
    expect(signals[0]?.aborted).toBe(false)
    await response.body?.cancel()
    expect(signals[0]?.aborted).toBe(true)
  })

  it('aborts the signal of an app whose client was gone from the start', async () => {
    const signal = AbortSignal.abort()
    const handle = toFetchHandler(
      new Fixture((exchange) => new Answer(200, [], String(exchange.signal.aborted))),
    )
    expect(await (await handle(new Request('http://a/', { signal }))).text()).toBe('true')
  })
})
