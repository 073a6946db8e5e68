import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { deferred, settled } from '../../tests/fixtures/deferred.ts'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { defineError } from '../errors/index.ts'
import { Answer } from '../exchange/index.ts'
import { body, header, log, path, query, response } from '../inputs/index.ts'
import { testClient } from '../testing/index.ts'
import { dependency } from './dependency.ts'
import { singleton } from './singleton.ts'

describe('dependency()', () => {
  it('gives a value that is made from inputs of its own', async () => {
    const { app } = testApp()
    const page = dependency(
      { skip: query(z.int().default(0)), limit: query(z.int().max(100).default(20)) },
      ({ skip, limit }) => ({ skip, limit }),
    )
    app.get('/items', { inputs: { page } }, ({ page }) => page)
    await using client = await testClient(app)
    expect((await client.get('/items?skip=5')).json()).toEqual({ skip: 5, limit: 20 })
    const refused = await client.get('/items?skip=x&limit=101')
    expect(refused.status).toBe(422)
    expect(refused.json()).toMatchObject({ errors: [{ pointer: '/skip' }, { pointer: '/limit' }] })
  })

  it('reads every source in a dependency of a dependency', async () => {
    const { app } = testApp()
    const inner = dependency({ id: path(z.int()), tenant: header(z.string()) }, (values) => values)
    const outer = dependency({ inner, item: body(z.object({ name: z.string() })) }, (values) => values)
    app.put('/items/{id}', { inputs: { outer } }, ({ outer }) => outer)
    await using client = await testClient(app)
    const answer = await client.put('/items/7', { headers: { tenant: 'a' }, json: { name: 'pen' } })
    expect(answer.json()).toEqual({ inner: { id: 7, tenant: 'a' }, item: { name: 'pen' } })
    const refused = await client.put('/items/x', { json: {} })
    expect(refused.json()).toMatchObject({
      errors: [
        { in: 'path', pointer: '/id' },
        { in: 'header', pointer: '/tenant' },
        { in: 'body', pointer: '/name' },
      ],
    })
  })

  it('is not made where a request is not valid', async () => {
    const { app } = testApp()
    let made = 0
    const counter = dependency({}, () => ++made)
    app.get('/', { inputs: { counter, q: query(z.int()) } }, () => null)
    await using client = await testClient(app)
    expect((await client.get('/?q=x')).status).toBe(422)
    expect(made).toBe(0)
  })

  it('is made once for each request, however often it is named', async () => {
    const { app } = testApp()
    let made = 0
    const counter = dependency({}, () => ++made)
    const one = dependency({ counter }, ({ counter }) => counter)
    const other = dependency({ counter }, async ({ counter }) => counter)
    app.get(
      '/',
      { inputs: { one, other, counter, again: counter }, dependencies: [counter] },
      (values) => values,
    )
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toEqual({ one: 1, other: 1, counter: 1, again: 1 })
    expect((await client.get('/')).json()).toEqual({ one: 2, other: 2, counter: 2, again: 2 })
  })

  it('is made for each that names it with cached: false', async () => {
    const { app } = testApp()
    let made = 0
    const counter = dependency({}, () => ++made, { cached: false })
    const one = dependency({ counter }, ({ counter }) => counter)
    app.get('/', { inputs: { one, counter, again: counter } }, (values) => values)
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toEqual({ one: 1, counter: 2, again: 3 })
  })

  it('may give undefined, null or false', async () => {
    const { app } = testApp()
    const none = dependency({}, () => undefined)
    const nothing = dependency({}, async () => null)
    const no = dependency({}, function* () {
      yield false
    })
    app.get('/', { inputs: { none, nothing, no } }, ({ none, nothing, no }) => [
      none === undefined,
      nothing,
      no,
    ])
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toEqual([true, null, false])
  })

  it('waits for a promise that a generator yields', async () => {
    const { app } = testApp()
    const later = dependency({}, function* () {
      yield Promise.resolve(7)
    })
    app.get('/', { inputs: { later } }, ({ later }) => later + 1)
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe(8)
  })

  it('waits for whatever has a then, as await does', async () => {
    const { app } = testApp()
    const thenable = {
      then(resolve: (value: number) => void) {
        resolve(7)
      },
    }
    const built = dependency({}, () => thenable)
    const next = dependency({ built }, ({ built }) => built)
    app.get('/', { inputs: { built, next } }, ({ built, next }) => [built, next])
    app.get('/answer', {}, () => thenable)
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toEqual([7, 7])
    expect((await client.get('/answer')).json()).toBe(7)
  })

  it('may set headers and cookies of the answer, while it is made and while it is cleaned up', async () => {
    const { app } = testApp()
    const session = dependency({ response }, function* ({ response }) {
      response.header('X-Before', 'a')
      yield 'session'
      response.cookie('session', 'saved')
    })
    app.get('/', { inputs: { session } }, ({ session }) => session)
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect(answer.headers.get('x-before')).toBe('a')
    expect(client.cookies.get('session')).toBe('saved')
  })

  it('declares the errors that it throws for every route that uses it, through others as well', () => {
    const { app } = testApp()
    const Gone = defineError({ status: 410, code: 'gone', title: 'Gone' })
    const Taken = defineError({ status: 409, code: 'taken', title: 'Taken' })
    const inner = dependency({}, () => 1, { errors: [Gone] })
    const outer = dependency({ inner }, () => 2, { errors: [Taken, Gone] })
    app.get('/', { inputs: { outer }, dependencies: [inner], errors: [Taken] }, () => null)
    app.get('/other', { inputs: { inner } }, () => null)
    expect(app.descriptions().map(({ errors }) => errors.map(({ code }) => code))).toEqual([
      ['taken', 'gone'],
      ['gone'],
    ])
  })

  it('may write to the log of the request', async () => {
    const { app, log: written } = testApp()
    const noisy = dependency({ log }, ({ log }) => log.info('made'))
    app.get('/', { dependencies: [noisy] }, () => null)
    await using client = await testClient(app)
    await client.get('/')
    expect(written.lines).toMatchObject([{ level: 'info', message: 'made' }])
  })

  describe('that is synchronous', () => {
    const chain = (): ReturnType<typeof testApp>['app'] => {
      const { app } = testApp()
      const settings = singleton({}, () => ({ greeting: 'Hello' }))
      const name = dependency({ name: query(z.string().default('you')) }, ({ name }) => name)
      const transaction = dependency({ settings }, function* () {
        yield 'transaction'
      })
      const greeting = dependency(
        { settings, name, transaction },
        ({ settings, name }) => `${settings.greeting} ${name}`,
      )
      app.get(
        '/{id}',
        { inputs: { id: path(z.int()), greeting }, returns: z.string() },
        ({ greeting }) => greeting,
      )
      app.post('/', { inputs: { item: body(z.object({ n: z.int() })), transaction } }, ({ item }) => item.n)
      app.get('/fails/{id}', { inputs: { transaction } }, () => {
        throw new Error('no')
      })
      return app
    }

    it('is never awaited: a wholly synchronous route answers at once', async () => {
      const app = chain()
      await app.start()
      const answer = app.handle(new MemoryExchange({ path: '/7', queryString: 'name=Ann' }))
      expect(answer).toBeInstanceOf(Answer)
      expect(answer).toMatchObject({ status: 200, body: '"Hello Ann"' })
      const headers = { 'content-type': 'application/json' }
      expect(app.handle(new MemoryExchange({ method: 'POST', headers, body: '{"n":1}' }))).toMatchObject({
        body: '1',
      })
      await app.stop()
    })

    it('is never awaited where something fails either', async () => {
      const app = chain()
      await app.start()
      expect(app.handle(new MemoryExchange({ path: '/x' }))).toMatchObject({ status: 422 })
      expect(app.handle(new MemoryExchange({ path: '/x/y' }))).toMatchObject({ status: 404 })
      expect(app.handle(new MemoryExchange({ path: '/fails/1' }))).toMatchObject({ status: 500 })
      expect(
        app.handle(
          new MemoryExchange({ method: 'POST', body: '{', headers: { 'content-type': 'text/plain' } }),
        ),
      ).toMatchObject({ status: 415 })
      await app.stop()
    })

    it('is made before an asynchronous one that is named earlier has its value', async () => {
      const { app } = testApp()
      const events: string[] = []
      const gate = deferred()
      const slow = dependency({}, async () => {
        await gate.promise
        events.push('slow')
      })
      const quick = dependency({}, () => void events.push('quick'))
      app.get('/', { inputs: { slow, quick } }, () => void events.push('handler'))
      await using client = await testClient(app)
      const answering = client.get('/')
      await settled()
      expect(events).toEqual(['quick'])
      gate.resolve()
      await answering
      expect(events).toEqual(['quick', 'slow', 'handler'])
    })
  })

  describe('that is asynchronous', () => {
    it('is made while independent ones are', async () => {
      const { app } = testApp()
      const events: string[] = []
      const gates = { one: deferred(), other: deferred() }
      const gated = (name: 'one' | 'other') =>
        dependency({}, async () => {
          events.push(`${name} begins`)
          await gates[name].promise
          events.push(`${name} ends`)
          return name
        })
      app.get('/', { inputs: { one: gated('one'), other: gated('other') } }, (values) => values)
      await using client = await testClient(app)
      const answering = client.get('/')
      await settled()
      expect(events).toEqual(['one begins', 'other begins'])
      gates.other.resolve()
      await settled()
      gates.one.resolve()
      expect((await answering).json()).toEqual({ one: 'one', other: 'other' })
      expect(events.slice(2)).toEqual(['other ends', 'one ends'])
    })

    it('is made after those that it needs, and waits for no other', async () => {
      const { app } = testApp()
      const events: string[] = []
      const gates = { first: deferred(), unrelated: deferred() }
      const first = dependency({}, async () => {
        await gates.first.promise
        events.push('first')
        return 1
      })
      const unrelated = dependency({}, async () => {
        await gates.unrelated.promise
        events.push('unrelated')
      })
      const second = dependency({ first }, ({ first }) => {
        events.push('second')
        return first + 1
      })
      const third = dependency({ second }, async ({ second }) => {
        events.push('third')
        return second + 1
      })
      app.get('/', { inputs: { unrelated, third } }, ({ third }) => third)
      await using client = await testClient(app)
      const answering = client.get('/')
      await settled()
      expect(events).toEqual([])
      gates.first.resolve()
      await settled()
      expect(events).toEqual(['first', 'second', 'third'])
      gates.unrelated.resolve()
      expect((await answering).json()).toBe(3)
    })

    it('answers the first failure in order of declaration once all have ended', async () => {
      const { app, log } = testApp()
      const gate = deferred()
      const events: string[] = []
      const slow = dependency({}, async () => {
        await gate.promise
        events.push('slow has failed')
        throw new Error('slow')
      })
      const quick = dependency({}, async () => {
        throw new Error('quick')
      })
      const instant = dependency({}, () => {
        throw new Error('instant')
      })
      app.get('/', { inputs: { slow, quick, instant } }, () => void events.push('handler'))
      await using client = await testClient(app)
      const answering = client.get('/')
      await settled()
      gate.resolve()
      expect((await answering).status).toBe(500)
      expect(events).toEqual(['slow has failed'])
      expect(log.lines).toMatchObject([{ fields: { error: { message: 'slow' } } }])
    })
  })
})
