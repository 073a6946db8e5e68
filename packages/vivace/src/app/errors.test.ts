import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { defineError, HttpError, ValidationError } from '../errors/index.ts'
import { Answer, type Middleware } from '../exchange/index.ts'
import { problem } from '../http/index.ts'
import { query, signal } from '../inputs/index.ts'
import { requestId } from '../middleware/index.ts'
import { redirect, reply, text } from '../responses/index.ts'
import { testClient } from '../testing/index.ts'

describe('an HttpError', () => {
  it('is a problem document with everything that it says', async () => {
    const { app } = testApp()
    app.get('/', {}, () => {
      throw new HttpError(403, {
        type: 'https://example.org/out-of-credit',
        title: 'No credit',
        detail: 'It costs 50.',
        code: 'out-of-credit',
        headers: { 'Retry-After': '30' },
        extensions: { balance: 30 },
      })
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect(answer.status).toBe(403)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('retry-after')).toBe('30')
    expect(answer.json()).toEqual({
      type: 'https://example.org/out-of-credit',
      title: 'No credit',
      status: 403,
      detail: 'It costs 50.',
      code: 'out-of-credit',
      balance: 30,
    })
  })

  it('names the request where that has an id', async () => {
    const named: Middleware = (exchange, next) => {
      exchange.id = 'r1'
      return next()
    }
    const { app } = testApp({ middleware: [named] })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toMatchObject({ instance: 'r1' })
  })

  it('below 500 is no fault of ours: it is not logged', async () => {
    const { app, log } = testApp()
    app.get('/', {}, () => {
      throw new HttpError(409)
    })
    await using client = await testClient(app)
    await client.get('/')
    expect(log.lines).toEqual([])
  })

  it('from 500 on is logged with its cause, which the client does not read', async () => {
    const { app, log } = testApp()
    app.get('/', {}, () => {
      throw new HttpError(503, { detail: 'Try again.', cause: new Error('password=hunter2') })
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect(answer.json()).toMatchObject({ status: 503, detail: 'Try again.' })
    expect(answer.text()).not.toContain('hunter2')
    expect(log.lines).toMatchObject([
      {
        message: 'request failed',
        fields: { error: { status: 503, cause: { message: 'password=hunter2' } } },
      },
    ])
  })

  it('whose document cannot be written is a fault of ours: 500, logged', async () => {
    const { app, log } = testApp()
    app.get('/', {}, () => {
      throw new HttpError(409, { extensions: { big: 1n } })
    })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toMatchObject({ status: 500, code: 'internal-error' })
    expect(log.lines).toMatchObject([{ message: 'the error cannot be written' }])
  })
})

describe('an unexpected error', () => {
  const bare: unknown = Object.create(null)

  it.each([
    ['an Error', new Error('password=hunter2')],
    ['a text', 'password=hunter2'],
    ['nothing', undefined],
    ['null', null],
    ['an object without a prototype', bare],
  ])('is 500 without details, and logged with them: %s', async (_what, thrown) => {
    const { app, log } = testApp()
    app.get('/items/{id}', {}, () => {
      throw thrown
    })
    app.onError(TypeError, () => text('never'))
    await using client = await testClient(app)
    const answer = await client.get('/items/7')
    expect(answer.status).toBe(500)
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal-error',
    })
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'request failed', fields: { method: 'GET', route: '/items/{id}' } },
    ])
    expect(log.lines[0]?.fields['error']).toBe(thrown)
  })
})

describe('the reason of the signal', () => {
  it('is no failure of ours where a handler passes it on: it is not logged', async () => {
    const leaving: Middleware = (exchange, next) => {
      exchange.abort(new DOMException('The client has left.', 'AbortError'))
      return next()
    }
    const { app, log } = testApp({ middleware: [leaving] })
    app.get('/', { inputs: { signal } }, ({ signal }) => signal.throwIfAborted())
    app.get('/other', {}, () => {
      throw new Error('mine')
    })
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
    expect(log.lines).toEqual([])
    await client.get('/other')
    expect(log.lines).toMatchObject([{ message: 'request failed', fields: { error: { message: 'mine' } } }])
  })
})

describe('defineError()', () => {
  const EmailTaken = defineError({
    status: 409,
    code: 'email-taken',
    title: 'E-mail already registered',
    headers: { 'x-a': '1' },
  })

  it('makes errors that are thrown with a detail of their own', async () => {
    const { app } = testApp()
    app.get('/', {}, () => {
      throw new EmailTaken({
        detail: 'a@b.co is registered.',
        headers: { 'x-b': '2' },
        extensions: { id: 7 },
      })
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'E-mail already registered',
      status: 409,
      detail: 'a@b.co is registered.',
      code: 'email-taken',
      id: 7,
    })
    expect([answer.headers.get('x-a'), answer.headers.get('x-b')]).toEqual(['1', '2'])
  })

  it('may name a type, and needs no options', () => {
    const Gone = defineError({ status: 410, code: 'gone', title: 'Gone', type: 'https://example.org/gone' })
    expect(new Gone()).toMatchObject({ status: 410, type: 'https://example.org/gone', message: 'Gone' })
    expect(new Gone()).toBeInstanceOf(HttpError)
    expect(new Gone()).toBeInstanceOf(Gone)
    expect(new Gone()).not.toBeInstanceOf(EmailTaken)
    expect(Gone.definition.code).toBe('gone')
  })

  it('is documented by errors: [...] on a route, once', () => {
    const { app } = testApp({ errors: [EmailTaken] })
    app.get('/', { errors: [EmailTaken] }, () => null)
    expect(app.descriptions()[0]?.errors).toEqual([EmailTaken.definition])
  })
})

describe('defineError() with members', () => {
  const VerbUnknown = defineError({
    status: 404,
    code: 'verb-unknown',
    title: 'Unknown verb',
    members: z.object({ nearest: z.array(z.string()) }),
  })

  it('answers the declared members and no others', async () => {
    const { app } = testApp()
    app.get('/', {}, () => {
      const found = { nearest: ['oír'], secret: 'x' }
      throw new VerbUnknown({ extensions: found })
    })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toEqual({
      type: 'about:blank',
      title: 'Unknown verb',
      status: 404,
      code: 'verb-unknown',
      nearest: ['oír'],
    })
  })

  it('refuses to be made with members that break the schema, or with one that is asynchronous', () => {
    expect(() => new VerbUnknown()).toThrow("Error 'verb-unknown': its extensions break the schema")
    const Late = defineError({
      status: 404,
      code: 'late',
      title: 'Late',
      members: z.object({ a: z.string().refine(async () => true) }),
    })
    expect(() => new Late({ extensions: { a: 'x' } })).toThrow('is asynchronous')
  })

  it('is documented with its members, beside errors of the same status without', () => {
    const Gone = defineError({ status: 404, code: 'gone', title: 'Gone' })
    const { app } = testApp({ openapiUrl: '/openapi.json' })
    app.get('/', { errors: [VerbUnknown, Gone] }, () => null)
    const { paths, components } = app.openapi()
    expect(paths['/']?.['get']?.responses['404']).toMatchObject({
      content: {
        'application/problem+json': {
          schema: {
            anyOf: [
              { $ref: '#/components/schemas/VerbUnknownProblem' },
              { $ref: '#/components/schemas/ProblemDetails' },
            ],
          },
          examples: { gone: { summary: 'Gone' } },
        },
      },
    })
    expect(components?.schemas?.['VerbUnknownProblem']).toMatchObject({
      properties: { status: { type: 'integer' }, nearest: { type: 'array', items: { type: 'string' } } },
      required: ['type', 'title', 'status', 'nearest'],
    })
  })

  it('that are no object is a mistake of the app', () => {
    const Odd = defineError({ status: 404, code: 'odd', title: 'Odd', members: z.array(z.string()) })
    const { app } = testApp({ openapiUrl: '/openapi.json' })
    app.get('/', { errors: [Odd] }, () => null)
    expect(() => app.openapi()).toThrow("GET /, error 'odd': its 'members' are not the schema of an object")
  })
})

describe('app.onError()', () => {
  class ShopError extends Error {}
  class OutOfStock extends ShopError {
    readonly item: string
    constructor(item: string) {
      super(`${item} is out of stock`)
      this.item = item
    }
  }

  it('answers a problem as a problem document, with the status, its title and the id of the request', async () => {
    const { app } = testApp({ middleware: [requestId({ generate: () => 'r1' })] })
    app.onError(ShopError, (error) => reply(409, problem(error.message, { code: 'shop', shelf: 3 })))
    app.get('/', {}, () => {
      throw new ShopError('closed')
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([409, 'application/problem+json'])
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'closed',
      status: 409,
      instance: 'r1',
      code: 'shop',
      shelf: 3,
    })
  })

  it('answers errors of a class and its subclasses, the nearest class first', async () => {
    const { app, log } = testApp()
    app.onError(ShopError, (error) => reply(400, { shop: error.message }))
    app.onError(OutOfStock, (error) => reply(409, { item: error.item }, { headers: { 'x-a': '1' } }))
    app.get('/stock', {}, () => {
      throw new OutOfStock('pen')
    })
    app.get('/shop', {}, async () => {
      throw new (class extends ShopError {})('closed')
    })
    await using client = await testClient(app)
    const stock = await client.get('/stock')
    expect([stock.status, stock.json(), stock.headers.get('x-a')]).toEqual([409, { item: 'pen' }, '1'])
    const shop = await client.get('/shop')
    expect([shop.status, shop.json()]).toEqual([400, { shop: 'closed' }])
    expect(log.lines).toEqual([])
  })

  it('may be asynchronous, and is told the request', async () => {
    const { app } = testApp()
    app.onError(ShopError, async (_error, request) => text(`${request.method} ${request.path}`))
    app.get('/', {}, () => {
      throw new ShopError()
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect([answer.status, answer.text(), answer.headers.get('content-type')]).toEqual([
      200,
      'GET /',
      'text/plain; charset=utf-8',
    ])
  })

  it('that is synchronous is answered at once', async () => {
    const { app } = testApp()
    app.onError(ShopError, () => redirect('/shop', { status: 303 }))
    app.get('/', {}, () => {
      throw new ShopError()
    })
    await app.start()
    expect(app.handle(new MemoryExchange())).toBeInstanceOf(Answer)
    expect(app.handle(new MemoryExchange())).toMatchObject({ status: 303 })
  })

  it('answers our own errors too: 404, 405, 422 and what middleware throws', async () => {
    const refusing: Middleware = (exchange, next) => {
      if (exchange.path === '/refused') throw new ShopError('refused')
      return next()
    }
    const { app } = testApp({ middleware: [refusing] })
    app.onError(HttpError, (error) => reply(error.status, { own: error.status }))
    app.onError(ValidationError, (error) => reply(400, { failures: error.failures.map(({ path }) => path) }))
    app.onError(ShopError, () => reply(418))
    app.get('/items', { inputs: { q: query(z.int()) } }, () => null)
    await using client = await testClient(app)
    expect((await client.get('/nothing')).json()).toEqual({ own: 404 })
    expect((await client.post('/items')).json()).toEqual({ own: 405 })
    const invalid = await client.get('/items?q=x')
    expect([invalid.status, invalid.json()]).toEqual([400, { failures: [['q']] }])
    expect((await client.get('/refused')).status).toBe(418)
  })

  it('of Error answers everything that is one', async () => {
    const { app } = testApp()
    app.onError(Error, () => reply(500, { sorry: true }))
    app.get('/', {}, () => {
      throw new RangeError()
    })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toEqual({ sorry: true })
    expect((await client.get('/nothing')).json()).toEqual({ sorry: true })
  })

  it.each([
    ['throws', () => { throw new Error('handler failed') }], // prettier-ignore
    ['rejects', () => Promise.reject(new Error('handler failed'))],
    ['replies what is no JSON', () => reply(200, 1n)],
    ['answers without a status', () => ({ a: 1 })],
    ['answers nothing', async () => undefined],
  ])('that %s is a fault of ours: 500, logged', async (_how, handler) => {
    const { app, log } = testApp()
    // @ts-expect-error The compiler finds some of the mistakes as well.
    app.onError(ShopError, handler)
    app.get('/', {}, () => {
      throw new ShopError()
    })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toMatchObject({ status: 500, code: 'internal-error' })
    expect(log.lines).toHaveLength(1)
  })

  it('that throws an HttpError answers that, and is not asked again', async () => {
    const { app } = testApp()
    app.onError(ShopError, () => {
      throw new HttpError(409, { detail: 'Closed.' })
    })
    app.onError(HttpError, () => text('never'))
    app.get('/', {}, () => {
      throw new ShopError()
    })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toMatchObject({ status: 409, detail: 'Closed.' })
  })
})

describe("errorFormat: 'fastapi'", () => {
  it("answers in FastAPI's own shape", async () => {
    const { app } = testApp({ errorFormat: 'fastapi' })
    app.get('/items', { inputs: { limit: query(z.int()) } }, () => null)
    app.get('/broken', {}, () => {
      throw new Error('secret')
    })
    await using client = await testClient(app)
    const invalid = await client.get('/items?limit=x')
    expect(invalid.status).toBe(422)
    expect(invalid.headers.get('content-type')).toBe('application/json')
    expect(invalid.json()).toMatchObject({ detail: [{ loc: ['query', 'limit'], input: 'x' }] })
    expect((await client.get('/nothing')).json()).toEqual({ detail: 'Not Found' })
    expect((await client.get('/broken')).text()).not.toContain('secret')
  })
})
