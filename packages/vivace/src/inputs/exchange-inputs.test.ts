import { describe, expect, it } from 'vitest'
import { deferred, settled } from '../../tests/fixtures/deferred.ts'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { HttpError } from '../errors/index.ts'
import type { Middleware } from '../exchange/index.ts'
import { reply } from '../responses/index.ts'
import { testClient } from '../testing/index.ts'
import { client as clientInput } from './client.ts'
import { log } from './log.ts'
import { request } from './request.ts'
import { response } from './response.ts'
import { signal } from './signal.ts'

describe('request', () => {
  it('tells method, path, query, address and headers as they came', async () => {
    const { app: inner } = testApp()
    inner.post('/items/{id}', { inputs: { request } }, ({ request }) => ({
      method: request.method,
      path: request.path,
      queryString: request.queryString,
      url: request.url,
      token: request.header('X-Token'),
      none: request.header('nothing') === undefined,
      named: request.headers().filter(([name]) => name === 'x-token'),
      id: request.id,
      route: request.route,
    }))
    const named: Middleware = (exchange, next) => {
      exchange.id = 'r1'
      return next()
    }
    const { app } = testApp({ middleware: [named] })
    app.mount('/inner', inner)
    await using client = await testClient(app)
    const answer = await client.post('/inner/items/a%20b?q=%41', { headers: { 'x-token': 'a' } })
    expect(answer.json()).toEqual({
      method: 'POST',
      path: '/inner/items/a%20b',
      queryString: 'q=%41',
      url: 'http://testserver/inner/items/a%20b?q=%41',
      token: 'a',
      none: true,
      named: [['x-token', 'a']],
      id: 'r1',
      route: '/inner/items/{id}',
    })
  })

  it('has an address without a question mark where there is no query', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { request } }, ({ request }) => request.url)
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe('http://testserver/')
  })

  it('gives the body as bytes or as a stream', async () => {
    const { app } = testApp()
    app.post('/bytes', { inputs: { request } }, async ({ request }) => (await request.bytes()).length)
    app.post('/stream', { inputs: { request } }, async ({ request }) => {
      let size = 0
      for await (const chunk of request.stream()) size += chunk.length
      return size
    })
    await using client = await testClient(app)
    expect((await client.post('/bytes', { body: 'abc' })).json()).toBe(3)
    expect((await client.post('/stream', { body: 'abc' })).json()).toBe(3)
  })
})

describe('response', () => {
  it('sets status, headers and cookies of a plain value', async () => {
    const { app } = testApp()
    app.post('/', { inputs: { response } }, ({ response }) => {
      response.status = 202
      response.header('X-One', 'a')
      response.header('x-one', 'b')
      response.cookie('theme', 'dark')
      response.cookie('name', 'Ann', { httpOnly: false, maxAge: 60 })
      return { saved: true }
    })
    await using client = await testClient(app)
    const answer = await client.post('/')
    expect(answer.status).toBe(202)
    expect(answer.json()).toEqual({ saved: true })
    expect(answer.headers.get('x-one')).toBe('a, b')
    expect(answer.headers.getSetCookie()).toEqual([
      'theme=dark; Path=/; HttpOnly; Secure; SameSite=Lax',
      'name=Ann; Max-Age=60; Path=/; Secure; SameSite=Lax',
    ])
  })

  it('adds to a reply', async () => {
    const { app } = testApp()
    app.post('/', { inputs: { response } }, ({ response }) => {
      response.header('x-draft', 'a')
      return reply(201, 'made', { headers: { 'x-reply': 'b' }, cookies: { c: '1' } })
    })
    await using client = await testClient(app)
    const answer = await client.post('/')
    expect(answer.status).toBe(201)
    expect([answer.headers.get('x-draft'), answer.headers.get('x-reply')]).toEqual(['a', 'b'])
  })

  it('replaces the media type instead of adding a second one', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { response } }, ({ response }) => {
      response.header('Content-Type', 'application/geo+json')
      return {}
    })
    await using client = await testClient(app)
    expect((await client.get('/')).headers.get('content-type')).toBe('application/geo+json')
  })

  it('is dropped when the handler throws', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { response } }, ({ response }) => {
      response.status = 202
      response.header('x-draft', 'a')
      response.cookie('theme', 'dark')
      throw new HttpError(409)
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect(answer.status).toBe(409)
    expect(answer.headers.get('x-draft')).toBeNull()
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('keeps headers with `always` when something throws, expected or not, and whoever answers for it', async () => {
    class OutOfStock extends Error {}
    const { app } = testApp()
    app.onError(OutOfStock, () => reply(410, 'gone'))
    const errors = { http: new HttpError(409), unexpected: new Error('no'), handled: new OutOfStock() }
    for (const [path, error] of Object.entries(errors)) {
      app.get(`/${path}`, { inputs: { response } }, ({ response }) => {
        response.header('X-Quota', '7', { always: true })
        response.header('x-draft', 'a')
        throw error
      })
    }
    app.get('/ok', { inputs: { response } }, ({ response }) => {
      response.header('x-quota', '7', { always: true })
    })
    await using client = await testClient(app)
    const seen = await Promise.all(
      ['http', 'unexpected', 'handled', 'ok'].map(async (path) => {
        const { status, headers } = await client.get(`/${path}`)
        return [status, headers.get('x-quota'), headers.get('x-draft')]
      }),
    )
    expect(seen).toEqual([
      [409, '7', null],
      [500, '7', null],
      [410, '7', null],
      [204, '7', null],
    ])
  })

  it('can make an answer of a status without a body', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { response } }, ({ response }) => {
      response.status = 304
      return { not: 'sent' }
    })
    await app.start()
    expect(app.handle(new MemoryExchange())).toMatchObject({ status: 304, body: null })
  })

  it('cannot write a second header by a line break', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { response } }, ({ response }) => {
      response.header('x-name', 'a\r\nset-cookie: b=c')
      return null
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect(answer.status).toBe(500)
    expect(answer.headers.getSetCookie()).toEqual([])
  })
})

describe('client', () => {
  it("is the socket's other end, whatever headers say", async () => {
    const { app } = testApp()
    app.get('/', { inputs: { client: clientInput } }, ({ client }) => client)
    await using client = await testClient(app)
    const answer = await client.get('/', {
      headers: { 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6' },
    })
    expect(answer.json()).toEqual({ address: '127.0.0.1', port: 50_000 })
  })

  it('has no address where the runtime does not tell', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { client: clientInput } }, ({ client }) => client.address ?? 'unknown')
    await app.start()
    expect(app.handle(new MemoryExchange({ peer: null }))).toMatchObject({ body: '"unknown"' })
  })
})

describe('signal', () => {
  it('aborts when the client goes away', async () => {
    const { app } = testApp()
    const gate = deferred<unknown>()
    app.get('/', { inputs: { signal } }, async ({ signal }) => {
      signal.addEventListener('abort', () => gate.resolve(signal.reason))
      await gate.promise
      return 'late'
    })
    await using client = await testClient(app)
    const controller = new AbortController()
    const answering = client.get('/', { signal: controller.signal }).catch(() => undefined)
    await settled()
    controller.abort()
    expect(await gate.promise).toMatchObject({ name: 'AbortError' })
    await answering
  })
})

describe('log', () => {
  it('is the log of the request', async () => {
    const { app, log: written } = testApp()
    app.get('/', { inputs: { log } }, ({ log }) => log.info('order placed', { orderId: 7 }))
    await using client = await testClient(app)
    await client.get('/')
    expect(written.lines).toEqual([{ level: 'info', message: 'order placed', fields: { orderId: 7 } }])
  })
})
