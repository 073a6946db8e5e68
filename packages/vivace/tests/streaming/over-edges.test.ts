import { afterEach, describe, expect, it } from 'vitest'
import { type App, background, dependency, events, lines, signal } from 'vivace'
import * as z from 'zod'
import type { EdgeDriver, OpenEdge } from '../edges/edge-driver.ts'
import { openFetchEdge } from '../edges/fetch-driver.ts'
import { openNodeEdge, serveQuietly } from '../edges/node-driver.ts'
import { openConnection } from '../edges/raw-connection.ts'
import { textOf, valueOf } from '../edges/wire-answer.ts'
import { deferred, settled } from '../fixtures/deferred.ts'
import { type TestApp, testApp } from '../fixtures/test-app.ts'

const Step = z.object({ n: z.int(), text: z.string().optional() })

/** An app whose only route streams steps, and what happened in it. */
interface Streaming extends TestApp {
  readonly happened: string[]
  readonly over: Promise<void>
}

function streaming(
  steps: (signal: AbortSignal, happened: string[]) => AsyncGenerator<{ n: number }>,
): Streaming {
  const happened: string[] = []
  const { promise: over, resolve: end } = deferred()
  const resource = dependency({}, async function* () {
    try {
      yield 1
      happened.push('finished')
    } catch (error) {
      happened.push(error instanceof Error ? error.name : 'failed')
      throw error
    } finally {
      end()
    }
  })
  const made = testApp()
  made.app.get(
    '/',
    { inputs: { signal, resource, background }, returns: events(Step) },
    ({ signal, background }) => {
      background.add(() => void happened.push('background'))
      return steps(signal, happened)
    },
  )
  return { ...made, happened, over }
}

const edges: readonly (readonly [string, OpenEdge])[] = [
  ['node', openNodeEdge],
  ['fetch', openFetchEdge],
]

describe.each(edges)('an event stream over the %s edge', (_name, openEdge) => {
  let edge: EdgeDriver | undefined
  afterEach(async () => {
    await edge?.close()
    edge = undefined
  })
  const open = async (app: App): Promise<EdgeDriver> => {
    await app.start()
    return (edge = await openEdge(app))
  }

  it('reaches the client item by item, and ends whole', async () => {
    const more = deferred()
    const { app, happened } = streaming(async function* () {
      yield { n: 1 }
      await more.promise
      yield { n: 2 }
    })
    const sending = await (await open(app)).begin({})
    expect(await sending.read()).toBe('data: {"n":1}\n\n')
    more.resolve()
    expect(await sending.read()).toBe('data: {"n":2}\n\n')
    expect(await sending.read()).toBe('')
    await settled()
    await app.stop()
    expect(happened).toEqual(['finished', 'background'])
    const answer = await (await open(app)).send({})
    expect([answer.isWhole, valueOf(answer, 'x-accel-buffering')]).toEqual([true, 'no'])
  })

  it('is over for everybody when the client goes away between two items', async () => {
    const { app, log, happened, over } = streaming(async function* (_signal, happened) {
      try {
        for (let n = 1; ; n++) {
          yield { n }
          await settled()
        }
      } finally {
        happened.push('generator')
      }
    })
    const sending = await (await open(app)).begin({})
    await sending.read()
    sending.leave()
    await over
    await app.stop()
    expect(happened).toEqual(['generator', 'AbortError'])
    expect(log.lines).toEqual([])
  })

  it('is over for everybody when the client goes away while nothing happens', async () => {
    const { app, log, happened, over } = streaming(async function* (signal, happened) {
      try {
        yield { n: 1 }
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        happened.push('signal')
        yield { n: 2 }
      } finally {
        happened.push('generator')
      }
    })
    const sending = await (await open(app)).begin({})
    await sending.read()
    // Whatever it comes to: the client goes away in the middle of it.
    sending.read().catch(() => undefined)
    await settled()
    sending.leave()
    await over
    await app.stop()
    expect(happened).toEqual(['signal', 'generator', 'AbortError'])
    expect(log.lines).toEqual([])
  })

  it('breaks off when an item is wrong, and the log says where', async () => {
    const { app, log, happened, over } = streaming(async function* () {
      yield { n: 1 }
      yield { n: 1.5 }
    })
    const answer = await (await open(app)).send({})
    await over
    expect([answer.status, answer.isWhole, textOf(answer)]).toEqual([200, false, 'data: {"n":1}\n\n'])
    expect(happened).toEqual(['AnswerInvalid'])
    expect(log.lines).toMatchObject([{ level: 'error', fields: { route: '/' } }])
  })

  it('answers a failure before the first item with its status', async () => {
    const { app } = streaming(async function* (signal) {
      await settled()
      if (!signal.aborted) throw new Error('no')
      yield { n: 1 }
    })
    const answer = await (await open(app)).send({})
    expect([answer.status, valueOf(answer, 'content-type')]).toEqual([500, 'application/problem+json'])
  })

  it('answers HEAD without a body and ends', async () => {
    const { app, happened, over } = streaming(async function* (_signal, happened) {
      try {
        for (let n = 1; ; n++) yield { n }
      } finally {
        happened.push('generator')
      }
    })
    const answer = await (await open(app)).send({ method: 'HEAD' })
    await over
    expect([answer.status, valueOf(answer, 'content-type'), answer.body.length]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      0,
    ])
    await app.stop()
    expect(happened).toEqual(['generator', 'finished', 'background'])
  })
})

describe('serve', () => {
  // Row T63, small: what is made is what the two sockets of each connection take, and no more.
  it('makes no more items than clients take, and keeps none of them', async () => {
    const kibibyte = 'x'.repeat(1_024)
    let made = 0
    const { app } = testApp()
    app.get('/', { returns: lines(Step) }, async function* () {
      for (let n = 0; n < 1_000_000; n++) {
        made++
        yield { n, text: kibibyte }
      }
    })
    const server = await serveQuietly(app, { gracePeriod: 0, stallTimeout: '1m' })
    const before = process.memoryUsage().rss
    const clients = await Promise.all(Array.from({ length: 50 }, () => openConnection(server.port)))
    for (const client of clients) client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
    for (let last = -1; made === 0 || last !== made;) {
      last = made
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const perClient = made / clients.length
    const grown = (process.memoryUsage().rss - before) / 1_048_576
    for (const client of clients) client.destroy()
    await server.stop()
    // The kernel's buffers on both sides are 10 MiB at most; ours would be a gigabyte for each.
    expect(perClient).toBeLessThan(12_000)
    expect(grown).toBeLessThan(300)
  })

  it('lets a stream that it cuts off clean up before the app stops', async () => {
    const { app, happened } = streaming(async function* (_signal, happened) {
      try {
        for (let n = 1; ; n++) {
          yield { n }
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      } finally {
        // Longer than the grace period: the stream would end well when the app stops.
        await new Promise((resolve) => setTimeout(resolve, 200))
        happened.push('generator')
      }
    })
    const server = await serveQuietly(app, { gracePeriod: 20 })
    const client = await openConnection(server.port)
    client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
    await client.readPiece()
    await server.stop()
    expect(happened).toEqual(['generator', 'AbortError'])
    client.destroy()
  })

  it('waits for background work before the app stops', async () => {
    const happened: string[] = []
    const { app } = testApp()
    app.get('/', { inputs: { background } }, ({ background }) => {
      background.add(async () => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        happened.push('background')
      })
    })
    const server = await serveQuietly(app, { gracePeriod: '10s' })
    await (await fetch(server.url)).text()
    await server.stop()
    expect(happened).toEqual(['background'])
  })
})
