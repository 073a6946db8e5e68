import { describe, expect, it } from 'vitest'
import { deferred, settled } from '../../tests/fixtures/deferred.ts'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { RecordingLogger } from '../../tests/fixtures/recording-logger.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { App } from '../app.ts'
import { singleton } from '../dependencies/index.ts'
import { testClient } from '../testing/index.ts'
import { Application } from './application.ts'
import { Router } from './router.ts'

describe('methods and paths', () => {
  it('HEAD is answered by GET, without its body', async () => {
    const { app } = testApp()
    app.get('/', {}, () => 'hello')
    await using client = await testClient(app)
    const answer = await client.head('/')
    expect([answer.status, answer.text(), answer.headers.get('content-length')]).toEqual([200, '', '7'])
  })

  it('OPTIONS is answered with what a path allows', async () => {
    const { app } = testApp()
    app.get('/items/{id}', {}, () => null)
    app.delete('/items/{id}', {}, () => null)
    app.post('/items/special', {}, () => null)
    await using client = await testClient(app)
    const answer = await client.options('/items/special')
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, DELETE, OPTIONS'])
    expect((await client.options('/items/7')).headers.get('allow')).toBe('GET, HEAD, DELETE, OPTIONS')
    expect((await client.options('/nothing')).status).toBe(404)
  })

  it('OPTIONS may have a route of its own', async () => {
    const { app } = testApp()
    app.options('/', {}, () => 'mine')
    await using client = await testClient(app)
    expect((await client.options('/')).json()).toBe('mine')
  })

  it('a known path with another method is 405 with Allow', async () => {
    const { app } = testApp()
    app.post('/items', {}, () => null)
    await using client = await testClient(app)
    for (const method of ['GET', 'HEAD', 'PUT', 'PROPFIND', 'get2']) {
      const answer = await client.request(method, '/items')
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    }
    expect((await client.put('/items')).json()).toEqual({
      type: 'about:blank',
      title: 'Method Not Allowed',
      status: 405,
      code: 'method-not-allowed',
    })
  })

  it.each(['TRACE', 'CONNECT', 'post'])('%s is 405 like every method without a route', async (method) => {
    const { app } = testApp()
    app.post('/items', {}, () => null)
    await app.start()
    expect(await app.handle(new MemoryExchange({ method, path: '/items' }))).toMatchObject({ status: 405 })
  })

  it('an unknown path is 404', async () => {
    const { app } = testApp()
    app.get('/items', {}, () => null)
    await using client = await testClient(app)
    for (const path of ['/', '/item', '/items/', '/items/7', '/Items']) {
      const answer = await client.get(path)
      expect(answer.status).toBe(404)
      expect(answer.json()).toEqual({
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        code: 'not-found',
      })
    }
  })

  it.each([
    '//items',
    '/./items',
    '/a/../items',
    '/items%2F',
    '/items%00',
    '/%2e/items',
    '/items\\',
    '*',
    '',
  ])('a second spelling of a path is 400: %j', async (path) => {
    const { app } = testApp()
    app.get('/items', {}, () => null)
    await app.start()
    const answer = await app.handle(new MemoryExchange({ path }))
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('path-not-canonical')
    expect(await app.handle(new MemoryExchange({ path, method: 'OPTIONS' }))).toMatchObject({ status: 400 })
  })

  it('redirectSlashes leads to the other spelling with 308 and the query, and nowhere else', async () => {
    const { app } = testApp({ redirectSlashes: true })
    app.get('/items', {}, () => null)
    app.post('/users/', {}, () => null)
    await using client = await testClient(app)
    const answer = await client.get('/items/?a=1')
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/items?a=1'])
    expect((await client.get('/users')).headers.get('location')).toBe('/users/')
    expect((await client.get('/nothing/')).status).toBe(404)
    expect((await client.get('/')).status).toBe(404)
    expect((await client.get('/items')).status).toBe(200)
  })
})

describe('security headers', () => {
  it('stand on every answer, errors included, unless they are left to middleware', async () => {
    const { app } = testApp()
    app.get('/', {}, async () => null)
    await using client = await testClient(app)
    for (const path of ['/', '/nothing']) {
      expect((await client.get(path)).headers.get('x-content-type-options')).toBe('nosniff')
    }
    const { app: bare } = testApp({ securityHeaders: false })
    bare.get('/', {}, async () => null)
    await using other = await testClient(bare)
    expect((await other.get('/')).headers.get('x-content-type-options')).toBeNull()
  })
})

describe('the life of an app', () => {
  it('begins once, with its singletons, and then its lifespan; it ends in reverse', async () => {
    const events: string[] = []
    const { app } = testApp({
      lifespan: async function* () {
        events.push('lifespan begins')
        yield
        events.push('lifespan ends')
      },
    })
    const pool = singleton({}, function* () {
      events.push('pool opens')
      yield
      events.push('pool closes')
    })
    app.get('/', { inputs: { pool } }, () => null)
    await Promise.all([app.start(), app.start()])
    await app.start()
    expect(events.splice(0)).toEqual(['pool opens', 'lifespan begins'])
    await Promise.all([app.stop(), app.stop()])
    await app.stop()
    expect(events).toEqual(['lifespan ends', 'pool closes'])
  })

  it('begins with the first request if nobody has begun it', async () => {
    const events: string[] = []
    const { app } = testApp({
      lifespan: function* () {
        events.push('lifespan')
        yield
      },
    })
    app.get('/', {}, () => 1)
    const answers = await Promise.all([app.handle(new MemoryExchange()), app.handle(new MemoryExchange())])
    expect(answers).toMatchObject([{ status: 200 }, { status: 200 }])
    expect(events).toEqual(['lifespan'])
  })

  it('begins again after it has ended', async () => {
    const events: string[] = []
    const { app } = testApp({
      lifespan: function* () {
        events.push('+')
        yield
        events.push('-')
      },
    })
    app.get('/', {}, () => 1)
    await app.start()
    await app.stop()
    expect(await app.handle(new MemoryExchange())).toMatchObject({ status: 200 })
    await app.stop()
    expect(events).toEqual(['+', '-', '+', '-'])
  })

  it('answers 500 and logs why while it cannot begin, and tries again', async () => {
    let tries = 0
    const { app, log } = testApp({
      lifespan: async function* () {
        if (++tries < 2) throw new Error('not yet')
        yield
      },
    })
    app.get('/', {}, () => 1)
    const exchange = new MemoryExchange()
    exchange.log = log
    expect(await app.handle(exchange)).toMatchObject({ status: 500 })
    expect(log.lines).toMatchObject([{ fields: { error: { message: 'not yet' } } }])
    expect(await app.handle(new MemoryExchange())).toMatchObject({ status: 200 })
  })

  it('has the security headers on what it answers while it cannot begin, HSTS behind a proxy with TLS too', async () => {
    const lifespan = function* (): Generator<undefined> {
      throw new Error('never')
    }
    const { app } = testApp({ lifespan, trustedProxies: ['127.0.0.1'] })
    const plain = await app.handle(new MemoryExchange())
    expect(plain.status).toBe(500)
    expect(plain.get('x-content-type-options')).toBe('nosniff')
    expect(plain.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(plain.get('cache-control')).toBe('no-store')
    expect(plain.get('strict-transport-security')).toBeUndefined()
    const secure = await app.handle(new MemoryExchange({ headers: { 'x-forwarded-proto': 'https' } }))
    expect(secure.get('strict-transport-security')).toContain('max-age=')
  })

  it('that cannot begin ends for what has begun: lifespans and singletons see the error, the last first', async () => {
    const events: string[] = []
    const spanOf = (name: string) =>
      async function* (): AsyncGenerator<undefined> {
        if (name === 'inner') throw new Error('no')
        try {
          yield
        } catch (error) {
          events.push(`${name} sees ${String(error)}`)
          throw new Error('and again')
        }
      }
    const pool = singleton({}, function* () {
      try {
        yield
      } finally {
        events.push('pool closes')
      }
    })
    const { app, log } = testApp({ lifespan: spanOf('outer') })
    app.get('/', { inputs: { pool } }, () => 1)
    app.mount('/inner', testApp({ lifespan: spanOf('inner') }).app)
    await expect(app.start()).rejects.toThrow('no')
    expect(events).toEqual(['outer sees Error: no', 'pool closes'])
    expect(log.lines).toMatchObject([{ fields: { error: { message: 'and again' } } }])
  })

  it('ends for every singleton and lifespan, though one of them fails', async () => {
    const events: string[] = []
    const pool = singleton({}, function* () {
      yield
      events.push('pool closes')
    })
    const failing = function* (): Generator<undefined> {
      yield
      throw new Error('cannot end')
    }
    const { app } = testApp({ lifespan: failing })
    const { app: inner } = testApp({
      lifespan: function* () {
        yield
        events.push('inner ends')
      },
    })
    app.get('/', { inputs: { pool } }, () => 1)
    app.mount('/inner', inner)
    await app.start()
    await expect(app.stop()).rejects.toThrow('cannot end')
    expect(events).toEqual(['inner ends', 'pool closes'])
  })

  it('refuses routes, inclusions and mounts once it has begun', async () => {
    const { app } = testApp()
    await app.start()
    const refusal = expect.objectContaining({
      name: 'DefinitionError',
      code: 'APP_ALREADY_STARTED',
      where: "App 'Test'",
      message:
        "App 'Test': a route is added after the start.\n" +
        'To fix it, add every route before the app is served.\n(APP_ALREADY_STARTED, see docs/errors.md)',
    })
    expect(() => app.get('/', {}, () => null)).toThrow(refusal)
    expect(() => app.include(new Router())).toThrow(refusal)
    expect(() => app.mount('/x', testApp().app)).toThrow(refusal)
    await app.stop()
    app.get('/', {}, () => 'late')
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe('late')
  })

  it('refuses routes while it begins', async () => {
    const gate = deferred()
    const { app } = testApp({
      lifespan: async function* () {
        await gate.promise
        yield
      },
    })
    const starting = app.start()
    await settled()
    expect(() => app.get('/', {}, () => null)).toThrow(
      expect.objectContaining({ code: 'APP_ALREADY_STARTED' }),
    )
    gate.resolve()
    await starting
  })

  it('does not begin where a document cannot be written, of a mounted app either', async () => {
    const events: string[] = []
    const pool = singleton({}, () => events.push('pool'))
    const twice = new App({ title: 'Twice', version: '1' })
    twice.get('/a', { operationId: 'same', inputs: { pool } }, () => 1)
    twice.get('/b', { operationId: 'same' }, () => 1)
    const { app } = testApp()
    app.mount('/twice', twice)
    await expect(app.start()).rejects.toMatchObject({ code: 'DUPLICATE_OPERATION_ID' })
    expect(events).toEqual([])
  })

  it('writes its document anew when routes are added', () => {
    const app = new App({ title: 'Shop', version: '1.0.0' })
    expect(Object.keys(app.openapi().paths ?? {})).toEqual([])
    app.get('/items', {}, () => 1)
    expect(Object.keys(app.openapi().paths ?? {})).toEqual(['/items'])
  })

  it('tells its title and where its docs are', () => {
    expect(new App({ title: 'Shop', version: '1' }).about).toEqual({ title: 'Shop', docsPath: '/docs' })
    expect(new App({ title: 'Shop', version: '1', docsUrl: '/help' }).about.docsPath).toBe('/help')
    expect(new App({ title: 'Shop', version: '1', docsUrl: false }).about.docsPath).toBeUndefined()
    expect(new App({ title: 'Shop', version: '1', openapiUrl: false }).about.docsPath).toBeUndefined()
  })

  it('writes its log where it is told to', async () => {
    const log = new RecordingLogger()
    const app = new App({ title: 'Shop', version: '1', log })
    app.get('/', {}, () => {
      throw new Error('broken')
    })
    await using client = await testClient(app)
    await client.get('/')
    expect(log.lines).toMatchObject([
      {
        level: 'error',
        message: 'request failed',
        fields: { method: 'GET', route: '/', error: { message: 'broken' } },
      },
    ])
  })
})

describe('Application', () => {
  it('is an app without documents', async () => {
    const app = new Application({ title: 'Bare', version: '1' })
    app.get('/', {}, () => 'bare')
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe('bare')
    expect((await client.get('/docs')).status).toBe(404)
  })
})
