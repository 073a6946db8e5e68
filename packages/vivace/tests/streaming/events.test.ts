import { describe, expect, it } from 'vitest'
import { clock, defineError, event, events, header, lastEventId, Problem, reply } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import * as z from 'zod'
import { deferred } from '../fixtures/deferred.ts'
import { testApp } from '../fixtures/test-app.ts'

const Step = z.object({ n: z.int() })
const NotFound = defineError({ status: 404, code: 'not-there', title: 'Not there' })

describe('events()', () => {
  it('sends each item as the data of an event, filtered by the schema', async () => {
    const { app } = testApp()
    app.get('/steps', { returns: events(Step) }, async function* () {
      const wide = { n: 1, secret: 'x' }
      yield wide
      yield event(wide, { id: 7, event: 'progress', retry: 100, comment: 'two' })
      yield event(undefined, { raw: '[DONE]' })
    })
    await using client = await testClient(app)
    const answer = await client.get('/steps')
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    })
    expect(answer.text()).toBe(
      'data: {"n":1}\n\n: two\nevent: progress\ndata: {"n":1}\nid: 7\nretry: 100\n\ndata: [DONE]\n\n',
    )
  })

  it('takes an async iterable, a promise of one, and a reply with one', async () => {
    async function* steps(n: number): AsyncGenerator<{ n: number }> {
      yield { n }
    }
    const { app } = testApp()
    app.get('/iterable', { returns: events(Step) }, () => steps(1))
    app.get('/promise', { returns: events(Step) }, async () => steps(2))
    app.get('/reply', { returns: { 200: events(Step), 404: Problem } }, () =>
      reply(200, steps(3), { headers: { 'x-of': 'one', 'cache-control': 'no-store' } }),
    )
    await using client = await testClient(app)
    expect((await client.get('/iterable')).text()).toBe('data: {"n":1}\n\n')
    expect((await client.get('/promise')).text()).toBe('data: {"n":2}\n\n')
    const answer = await client.get('/reply')
    expect([answer.headers.get('x-of'), answer.headers.get('cache-control')]).toEqual(['one', 'no-store'])
  })

  it('checks items with an asynchronous schema', async () => {
    const { app } = testApp()
    const Slow = Step.refine(async () => Promise.resolve(true))
    app.get('/', { returns: events(Slow) }, async function* () {
      yield { n: 1 }
      yield event({ n: 2 }, { id: 2 })
    })
    await using client = await testClient(app)
    expect((await client.get('/')).text()).toBe('data: {"n":1}\n\ndata: {"n":2}\nid: 2\n\n')
  })

  it('answers an error that comes before the first item like any other', async () => {
    const { app } = testApp()
    app.get('/', { returns: events(Step), errors: [NotFound] }, async function* () {
      await Promise.resolve()
      if (app.title === 'Test') throw new NotFound()
      yield { n: 1 }
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    expect(answer.json()).toMatchObject({ code: 'not-there' })
  })

  it('answers 500 when the first item breaks the schema, and ends the generator', async () => {
    const { app, log } = testApp()
    const ended = deferred()
    app.get('/', { returns: events(Step) }, async function* () {
      try {
        yield { n: 1.5 }
      } finally {
        ended.resolve()
      }
    })
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
    await ended.promise
    expect(String(log.lines[0]?.fields.error)).toContain('/n: ')
  })

  it('ends at a later item that breaks the schema, tells the log and not the client', async () => {
    const { app, log } = testApp()
    const ended = deferred()
    app.get('/steps', { returns: events(Step) }, async function* () {
      try {
        yield { n: 1 }
        yield { n: 0.5 }
        yield { n: 3 }
      } finally {
        ended.resolve()
      }
    })
    await using client = await testClient(app)
    const stream = await client.stream('/steps')
    expect([stream.status, await stream.read()]).toEqual([200, 'data: {"n":1}\n\n'])
    await expect(stream.read()).rejects.toThrow()
    await ended.promise
    expect(log.lines).toMatchObject([{ level: 'error', fields: { route: '/steps' } }])
    expect(String(log.lines[0]?.fields.error)).toMatch(/GET \/steps: .*\/n: /)
  })

  it('sends the head after a second if there is no item yet', async () => {
    const { app, log } = testApp()
    const time = fakeClock()
    const more = deferred()
    app.override(clock, () => time)
    app.get('/', { returns: events(Step) }, async function* () {
      await more.promise
      if (app.title === 'Test') throw new NotFound()
      yield { n: 1 }
    })
    await using client = await testClient(app)
    const opening = client.stream('/')
    await time.advance('1s')
    const stream = await opening
    expect(stream.status).toBe(200)
    more.resolve()
    await expect(stream.read()).rejects.toThrow()
    expect(log.lines).toHaveLength(1)
  })

  it('sends the head at once with opensAfter: 0, and later if it says so', async () => {
    const { app } = testApp()
    const time = fakeClock()
    app.override(clock, () => time)
    const more = deferred()
    async function* quiet(): AsyncGenerator<{ n: number }> {
      await more.promise
      yield { n: 1 }
    }
    app.get('/now', { returns: events(Step, { opensAfter: 0 }) }, quiet)
    app.get('/later', { returns: events(Step, { opensAfter: '1m' }) }, quiet)
    await using client = await testClient(app)
    expect((await client.stream('/now')).status).toBe(200)
    let isOpen = false
    const later = client.stream('/later').finally(() => (isOpen = true))
    await time.advance('59s')
    expect(isOpen).toBe(false)
    await time.advance('1s')
    expect((await later).status).toBe(200)
    more.resolve()
  })

  it('sends a comment when there was nothing for 15 seconds, and no item is lost by that', async () => {
    const { app } = testApp()
    const time = fakeClock()
    app.override(clock, () => time)
    const more = deferred()
    app.get('/', { returns: events(Step) }, async function* () {
      yield { n: 1 }
      await more.promise
      yield { n: 2 }
    })
    await using client = await testClient(app)
    const stream = await client.stream('/')
    expect(await stream.read()).toBe('data: {"n":1}\n\n')
    const idle = stream.read()
    await time.advance('15s')
    expect(await idle).toBe(': keep-alive\n\n')
    const again = stream.read()
    await time.advance('15s')
    expect(await again).toBe(': keep-alive\n\n')
    more.resolve()
    expect(await stream.read()).toBe('data: {"n":2}\n\n')
    expect(await stream.read()).toBeUndefined()
  })

  it('sends no comment with keepAlive: false', async () => {
    const { app } = testApp()
    const time = fakeClock()
    app.override(clock, () => time)
    const more = deferred()
    app.get('/', { returns: events(Step, { keepAlive: false }) }, async function* () {
      yield { n: 1 }
      await more.promise
      yield { n: 2 }
    })
    await using client = await testClient(app)
    const stream = await client.stream('/')
    await stream.read()
    const next = stream.read()
    await time.advance('1d')
    more.resolve()
    expect(await next).toBe('data: {"n":2}\n\n')
  })

  it('keeps the error of a stream that failed while nobody was reading', async () => {
    const { app, log } = testApp()
    const time = fakeClock()
    app.override(clock, () => time)
    const more = deferred()
    app.get('/', { returns: events(Step) }, async function* () {
      yield { n: 1 }
      await more.promise
      throw new Error('broken')
    })
    await using client = await testClient(app)
    const stream = await client.stream('/')
    await stream.read()
    const idle = stream.read()
    await time.advance('15s')
    await idle
    more.resolve()
    await time.advance('1s')
    await expect(stream.read()).rejects.toThrow('broken')
    expect(log.lines).toHaveLength(1)
  })

  it.each([{ keepAlive: 0 }, { keepAlive: '30d' }, { opensAfter: -1 }] as const)(
    'does not start with %j',
    async (options) => {
      const { app } = testApp()
      app.get('/', { returns: events(Step, options) }, async function* () {
        yield { n: 1 }
      })
      await expect(app.start()).rejects.toMatchObject({ code: 'DURATION_INVALID' })
    },
  )

  it('makes no item before the client takes it', async () => {
    const { app } = testApp()
    let made = 0
    app.get('/', { returns: events(Step) }, async function* () {
      for (;;) yield { n: ++made }
    })
    await using client = await testClient(app)
    const stream = await client.stream('/')
    // The first one is made for the head.
    expect(made).toBe(1)
    await stream.read()
    await stream.read()
    await stream.read()
    expect(made).toBe(3)
    await stream.abort()
    expect(made).toBe(3)
  })

  it('answers HEAD as GET, without a body, and ends the generator', async () => {
    const { app, log } = testApp()
    const ended = deferred()
    app.get('/', { returns: events(Step) }, async function* () {
      try {
        for (;;) yield { n: 1 }
      } finally {
        ended.resolve()
      }
    })
    await using client = await testClient(app)
    const answer = await client.head('/')
    expect([answer.status, answer.headers.get('content-type'), answer.text()]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      '',
    ])
    await ended.promise
    expect(log.lines).toEqual([])
  })

  it('goes on after the last event that the client has got', async () => {
    const { app } = testApp()
    app.get('/steps', { inputs: { lastEventId }, returns: events(Step) }, async function* ({ lastEventId }) {
      for (let n = Number(lastEventId ?? 0) + 1; n <= 3; n++) yield event({ n }, { id: n })
    })
    app.get(
      '/id',
      { inputs: { lastEventId, raw: header(z.string().optional(), { name: 'last-event-id' }) } },
      (ids) => ids,
    )
    await using client = await testClient(app)
    const stream = await client.stream('/steps', { headers: { 'last-event-id': '2' } })
    const received = []
    for await (const one of stream.events()) received.push(one)
    expect(received).toEqual([{ event: 'message', data: '{"n":3}', id: '3' }])
    // As a browser sends it: UTF-8, which HTTP hands on byte by byte.
    const bytes = String.fromCharCode(...new TextEncoder().encode('é→'))
    const answer = await client.get('/id', { headers: { 'last-event-id': bytes } })
    expect(answer.json()).toEqual({ lastEventId: 'é→', raw: bytes })
    expect((await client.get('/id', { headers: { 'last-event-id': '' } })).json()).toEqual({ raw: '' })
  })
})

describe('a generator function as handler', () => {
  it('does not start when what it declares is no stream', async () => {
    const { app } = testApp()
    app.get('/', {}, async function* () {
      yield 1
    })
    await expect(app.start()).rejects.toMatchObject({ code: 'STREAM_NOT_DECLARED' })
  })

  it('is no JSON either when it is answered without a declaration', async () => {
    async function* steps(): AsyncGenerator<number> {
      yield 1
    }
    const { app, log } = testApp()
    app.get('/', {}, () => steps())
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
    expect(String(log.lines[0]?.fields.error)).toContain('declare returns: events(Schema)')
  })

  it('answers 500 where a stream is declared and something else is answered', async () => {
    const { app, log } = testApp()
    // As JavaScript can.
    const wrong = (): never => [{ n: 1 }] as never
    app.get('/', { returns: events(Step) }, wrong)
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
    expect(String(log.lines[0]?.fields.error)).toContain('async generator function')
  })
})
