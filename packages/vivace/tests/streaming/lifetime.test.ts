import { describe, expect, it } from 'vitest'
import { dependency, type Dependency, events, type Middleware, signal, stream } from 'vivace'
import { testClient } from 'vivace/testing'
import * as z from 'zod'
import { deferred, settled } from '../fixtures/deferred.ts'
import { testApp } from '../fixtures/test-app.ts'

const Step = z.object({ n: z.int() })

/** A dependency that tells how it ended. */
function resource(
  happened: string[],
  cleanup: 'before-response' | 'after-response' = 'before-response',
): Dependency<string, 'request'> {
  return dependency(
    {},
    async function* () {
      try {
        yield cleanup
        happened.push(`${cleanup}: done`)
      } catch (error) {
        happened.push(`${cleanup}: ${error instanceof Error ? error.name : 'something'}`)
        throw error
      }
    },
    { cleanup },
  )
}

describe('a dependency of a streaming route', () => {
  it('lives until the stream has ended, what waits for the response after that', async () => {
    const happened: string[] = []
    const { app } = testApp()
    app.get(
      '/',
      {
        inputs: { late: resource(happened, 'after-response'), early: resource(happened) },
        returns: events(Step),
      },
      async function* () {
        yield { n: 1 }
        yield { n: 2 }
        happened.push('stream')
      },
    )
    await using client = await testClient(app)
    const stream = await client.stream('/')
    await stream.read()
    expect(happened).toEqual([])
    await stream.read()
    expect(await stream.read()).toBeUndefined()
    expect(happened).toEqual(['stream', 'before-response: done', 'after-response: done'])
  })

  it('sees the error that the stream ends in', async () => {
    const happened: string[] = []
    const { app, log } = testApp()
    app.get('/', { inputs: { one: resource(happened) }, returns: events(Step) }, async function* () {
      yield { n: 1 }
      throw new RangeError('broken')
    })
    await using client = await testClient(app)
    await expect(client.get('/')).rejects.toThrow('broken')
    expect(happened).toEqual(['before-response: RangeError'])
    expect(log.lines).toHaveLength(1)
  })

  it('sees the error that comes before the first item, once', async () => {
    const happened: string[] = []
    const { app } = testApp()
    app.get('/', { inputs: { one: resource(happened) }, returns: events(Step) }, async function* () {
      if (happened.length === 0) throw new RangeError('broken')
      yield { n: 1 }
    })
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
    expect(happened).toEqual(['before-response: RangeError'])
  })

  it('sees that the client has gone away, after the generator has ended', async () => {
    const happened: string[] = []
    const { app, log } = testApp()
    app.get(
      '/',
      {
        inputs: { late: resource(happened, 'after-response'), early: resource(happened) },
        returns: events(Step),
      },
      async function* () {
        try {
          for (;;) yield { n: 1 }
        } finally {
          await Promise.resolve()
          happened.push('stream')
        }
      },
    )
    await using client = await testClient(app)
    for await (const _event of (await client.stream('/')).events()) break
    expect(happened).toEqual(['stream', 'before-response: AbortError', 'after-response: AbortError'])
    expect(log.lines).toEqual([])
  })

  it('sees it while the generator waits for something that heeds the signal', async () => {
    const happened: string[] = []
    const { app, log } = testApp()
    app.get(
      '/',
      { inputs: { one: resource(happened), signal }, returns: events(Step) },
      async function* ({ signal }) {
        yield { n: 1 }
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new RangeError('gone'))),
        )
        yield { n: 2 }
      },
    )
    await using client = await testClient(app)
    const stream = await client.stream('/')
    await stream.read()
    const waiting = stream.read()
    await settled()
    await Promise.all([stream.abort(), waiting])
    expect(happened).toEqual(['before-response: AbortError'])
    expect(log.lines).toEqual([])
  })

  it('breaks the stream off when its clean-up fails, and tells the log', async () => {
    const broken = dependency({}, async function* () {
      yield 1
      throw new Error('commit failed')
    })
    const { app, log } = testApp()
    app.get('/', { inputs: { broken }, returns: stream('text/plain') }, async function* () {
      yield 'a'
    })
    await using client = await testClient(app)
    await expect(client.get('/')).rejects.toThrow('commit failed')
    expect(log.lines).toMatchObject([{ level: 'error', fields: { error: { message: 'commit failed' } } }])
  })

  it('sees no error when HEAD asks', async () => {
    const happened: string[] = []
    const { app } = testApp()
    app.get('/', { inputs: { one: resource(happened) }, returns: events(Step) }, async function* () {
      for (;;) yield { n: 1 }
    })
    await using client = await testClient(app)
    expect((await client.head('/')).status).toBe(200)
    expect(happened).toEqual(['before-response: done'])
  })

  it('is cleaned up when middleware answers something else', async () => {
    const happened: string[] = []
    const replaced: Middleware = async (_exchange, next) => {
      await next()
      throw new Error('no')
    }
    const { app } = testApp({ middleware: [replaced] })
    app.get('/', { inputs: { one: resource(happened) }, returns: events(Step) }, async function* () {
      try {
        for (;;) yield { n: 1 }
      } finally {
        happened.push('stream')
      }
    })
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
    expect(happened).toEqual(['stream', 'before-response: done'])
  })

  it.each([true, false])(
    'sees that the client has gone away through middleware that wraps the stream (held: %s)',
    async (isHeld) => {
      const happened: string[] = []
      const wrapping: Middleware = async (_exchange, next) => {
        const answer = await next()
        const { body } = answer
        // The route answers a stream.
        answer.body = upperCase(body as AsyncIterable<string>)
        return answer
      }
      async function* upperCase(body: AsyncIterable<string>): AsyncGenerator<string> {
        for await (const piece of body) yield piece.toUpperCase()
      }
      const { app, log } = testApp({ middleware: [wrapping] })
      // Silent after its first piece, until it is told to end: as `events.on` of Node is.
      const silent = (): AsyncIterable<string> => ({
        [Symbol.asyncIterator]() {
          const pieces = ['a']
          return {
            next: async () => ({
              done: false,
              value: pieces.pop() ?? (await new Promise<never>(() => undefined)),
            }),
            return: async () => {
              happened.push('stream')
              return { done: true, value: undefined }
            },
          }
        },
      })
      app.get(
        '/',
        { inputs: isHeld ? { one: resource(happened) } : {}, returns: stream('text/plain') },
        silent,
      )
      await using client = await testClient(app)
      const received = await client.stream('/')
      expect(await received.read()).toBe('A')
      const waiting = received.read()
      await settled()
      await Promise.all([received.abort(), waiting])
      expect(happened).toEqual(['stream', ...(isHeld ? ['before-response: AbortError'] : [])])
      expect(log.lines).toEqual([])
    },
  )

  it('is told to the log when the stream fails as it is left', async () => {
    const happened: string[] = []
    const { app, log } = testApp()
    app.get('/', { inputs: { one: resource(happened) }, returns: events(Step) }, async function* () {
      try {
        for (;;) yield { n: 1 }
      } finally {
        if (happened.length === 0) throw new Error('finally')
      }
    })
    await using client = await testClient(app)
    const stream = await client.stream('/')
    await stream.read()
    await stream.abort()
    expect(happened).toEqual(['before-response: AbortError'])
    expect(log.lines).toMatchObject([{ level: 'error', fields: { error: { message: 'finally' } } }])
  })

  it('waits for work that the stream is in the middle of when the client goes away', async () => {
    const happened: string[] = []
    const gate = deferred()
    const { app } = testApp()
    app.get('/', { inputs: { one: resource(happened) }, returns: events(Step) }, async function* () {
      yield { n: 1 }
      await gate.promise
      happened.push('used the resource')
      yield { n: 2 }
    })
    await using client = await testClient(app)
    const stream = await client.stream('/')
    await stream.read()
    const waiting = stream.read()
    await settled()
    const leaving = stream.abort()
    gate.resolve()
    await Promise.all([waiting, leaving])
    expect(happened).toEqual(['used the resource', 'before-response: AbortError'])
  })
})
