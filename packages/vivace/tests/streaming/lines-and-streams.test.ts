import { describe, expect, it } from 'vitest'
import { lines, reply, stream } from 'vivace'
import { testClient } from 'vivace/testing'
import * as z from 'zod'
import { deferred } from '../fixtures/deferred.ts'
import { testApp } from '../fixtures/test-app.ts'

const Item = z.object({ id: z.int(), name: z.string() })

describe('lines()', () => {
  it('writes one item in each line, filtered by the schema', async () => {
    const { app } = testApp()
    app.get('/items', { returns: lines(Item) }, async function* () {
      const wide = { id: 1, name: 'a\nb', secret: 'x' }
      yield wide
      yield { id: 2, name: '' }
    })
    await using client = await testClient(app)
    const answer = await client.get('/items')
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('x-accel-buffering'),
    ]).toEqual([200, 'application/jsonl', 'no'])
    expect(answer.text()).toBe('{"id":1,"name":"a\\nb"}\n{"id":2,"name":""}\n')
  })

  it('is empty where there are no items, with another status and media type if the route says so', async () => {
    const { app } = testApp()
    app.get(
      '/',
      { returns: lines(Item, { mediaType: 'application/x-ndjson' }), status: 203 },
      async function* () {},
    )
    app.get('/reply', { returns: { 206: lines(Item) } }, () =>
      reply(
        206,
        (async function* () {
          yield { id: 1, name: 'a' }
        })(),
      ),
    )
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect([answer.status, answer.headers.get('content-type'), answer.text()]).toEqual([
      203,
      'application/x-ndjson',
      '',
    ])
    const stream = await client.stream('/reply')
    expect(stream.status).toBe(206)
    for await (const item of stream.lines()) expect(item).toEqual({ id: 1, name: 'a' })
  })

  it('breaks off at an item that breaks the schema', async () => {
    const { app, log } = testApp()
    app.get(
      '/',
      { returns: lines(Item.refine(async ({ id }) => Promise.resolve(id < 3))) },
      async function* () {
        for (let id = 1; ; id++) yield { id, name: 'a' }
      },
    )
    await using client = await testClient(app)
    const received: unknown[] = []
    const reading = async (): Promise<void> => {
      for await (const item of (await client.stream('/')).lines()) received.push(item)
    }
    await expect(reading()).rejects.toThrow()
    expect(received).toEqual([
      { id: 1, name: 'a' },
      { id: 2, name: 'a' },
    ])
    expect(log.lines).toHaveLength(1)
  })
})

describe('stream()', () => {
  it('gives its pieces as text, and ends with the block', async () => {
    const { app } = testApp()
    const ended = deferred()
    app.get('/', { returns: stream('text/plain') }, async function* () {
      try {
        for (let n = 0; ; n++) yield String(n)
      } finally {
        ended.resolve()
      }
    })
    await using client = await testClient(app)
    const pieces: string[] = []
    {
      await using stream = await client.stream('/', { signal: new AbortController().signal })
      for (let piece = await stream.read(); pieces.length < 3; piece = await stream.read())
        pieces.push(piece ?? '')
    }
    await ended.promise
    expect(pieces).toEqual(['0', '1', '2'])
  })

  it('takes an iterable that is no generator, and ends it when an item is wrong', async () => {
    const happened: string[] = []
    const source: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({
        // As JavaScript can.
        next: () => Promise.resolve({ done: false, value: 7 as never }),
        return: () => {
          happened.push('return')
          return Promise.reject(new Error('on the way out'))
        },
      }),
    }
    const { app, log } = testApp()
    app.get('/', { returns: stream() }, () => source)
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
    expect(happened).toEqual(['return'])
    expect(log.lines).toHaveLength(1)
  })

  it('writes text and bytes as they are', async () => {
    const { app } = testApp()
    app.get('/report.csv', { returns: stream('text/csv; charset=utf-8') }, async function* () {
      yield 'id,name\n'
      yield new TextEncoder().encode('1,é\n')
    })
    app.get('/bytes', { returns: stream() }, () => new Blob(['abc']).stream())
    await using client = await testClient(app)
    const answer = await client.get('/report.csv')
    expect([answer.headers.get('content-type'), answer.text()]).toEqual([
      'text/csv; charset=utf-8',
      'id,name\n1,é\n',
    ])
    const bytes = await client.get('/bytes')
    expect([bytes.headers.get('content-type'), bytes.text()]).toEqual(['application/octet-stream', 'abc'])
  })

  it('refuses what is neither text nor bytes', async () => {
    const { app, log } = testApp()
    app.get('/', { returns: stream() }, async function* () {
      // As JavaScript can.
      yield 7 as never
    })
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
    expect(String(log.lines[0]?.fields.error)).toContain('text and bytes, but the handler gives number')
  })
})
