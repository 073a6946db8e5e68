import { describe, expect, it } from 'vitest'
import {
  apiKey,
  App,
  type AppOptions,
  basic,
  bearer,
  body,
  cookie,
  DefinitionError,
  dependency,
  type Dependency,
  form,
  header,
  HttpError,
  path,
  query,
  reply,
  response,
  silentLogger,
  upload,
} from 'vivace'
import { cors } from 'vivace/middleware'
import { testClient } from 'vivace/testing'
import * as z from 'zod'

// docs/guides/coming-from-fastapi.md lists these differences, with the reasons.

function appOf(options: Partial<AppOptions> = {}): App {
  return new App({ title: 'Differences', version: '1.0.0', log: silentLogger, ...options })
}

describe('routes', () => {
  const app = appOf()
  const named = { inputs: { name: path(z.string()) } }
  app.get('/items/{name}', named, ({ name }) => name)
  app.put('/items/{name}', named, ({ name }) => name)
  app.get('/items/me', {}, () => 'the user')
  app.get('/numbers/{id}', { inputs: { id: path(z.int()) } }, ({ id }) => id)
  app.get('/files/{rest*}', { inputs: { rest: path(z.string()) } }, ({ rest }) => rest)

  it('answer HEAD and OPTIONS', async () => {
    await using client = await testClient(app)
    expect((await client.head('/items/a')).status).toBe(200)
    const options = await client.options('/items/a')
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, PUT, OPTIONS'])
  })

  it('name every method of a path in 405', async () => {
    await using client = await testClient(app)
    const answer = await client.delete('/items/a')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, OPTIONS'])
  })

  it('win by their fixed segments, whatever the order', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items/me')).json()).toBe('the user')
  })

  it('are refused at the start where two take the same paths', () => {
    const twice = appOf()
    twice.get('/a/{x}', {}, () => 1)
    twice.get('/a/{y}', {}, () => 2)
    expect(() => twice.openapi()).toThrow(DefinitionError)
  })

  it.each(['/items//a', '/items/a%2Fb'])('have one spelling: %s is 400', async (path) => {
    await using client = await testClient(app)
    const answer = await client.get(path)
    expect([answer.status, answer.json()]).toMatchObject([400, { code: 'path-not-canonical' }])
  })

  it('do not redirect to another spelling unless they are told to', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items/a/')).status).toBe(404)
  })

  it('answer 422 to a parameter of another type: there are no convertors that make it 404', async () => {
    await using client = await testClient(app)
    expect((await client.get('/numbers/x')).status).toBe(422)
  })

  it('take a rest of at least one segment', async () => {
    await using client = await testClient(app)
    expect((await client.get('/files/')).status).toBe(404)
    expect((await client.get('/files/a/b')).json()).toBe('a/b')
  })

  it('take parameters of at most 256 characters', async () => {
    await using client = await testClient(app)
    expect((await client.get(`/items/${'a'.repeat(256)}`)).status).toBe(200)
    expect((await client.get(`/items/${'a'.repeat(257)}`)).status).toBe(414)
  })

  it('are all there at the start', async () => {
    await using client = await testClient(app)
    expect(() => client.app.get('/late', {}, () => 1)).toThrow(DefinitionError)
  })

  it('read no body with GET', () => {
    const safe = appOf()
    safe.get('/', { inputs: { item: body(z.string()) } }, ({ item }) => item)
    expect(() => safe.openapi()).toThrow(DefinitionError)
  })
})

describe('text', () => {
  const app = appOf()
  app.get(
    '/',
    {
      inputs: {
        integer: query(z.int().optional()),
        number: query(z.number().optional()),
        flag: query(z.boolean().optional()),
        either: query(z.union([z.int(), z.string()]).optional()),
        literal: query(z.literal([1, 2]).optional()),
        nullable: query(z.int().nullable().default(null)),
        list: header(z.array(z.string()).optional()),
        text: header(z.string().optional()),
        session: cookie(z.string().optional()),
      },
    },
    (values) => values,
  )

  it.each([
    ['integer=%2B3', { integer: 3 }],
    ['number=1e3', { number: 1000 }],
    ['flag=ON', { flag: true }],
    ['either=3', { either: 3 }],
    ['literal=1', { literal: 1 }],
    ['other=1', {}],
  ])('is read by the schema: %s', async (search, expected) => {
    await using client = await testClient(app)
    expect((await client.get(`/?${search}`)).json()).toEqual({ nullable: null, ...expected })
  })

  it.each([
    'integer=%203',
    'integer=3.0',
    'integer=1_000',
    'integer=99999999999999999999',
    'number=inf',
    'flag=t',
    'flag=y',
    'literal=3',
    'integer=1&integer=2',
  ])('has one spelling for each value: %s is 422', async (search) => {
    await using client = await testClient(app)
    expect((await client.get(`/?${search}`)).status).toBe(422)
  })

  it('of a header is a list also in one line', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/', { headers: { list: 'a, b' } })
    expect(answer.json()).toMatchObject({ list: ['a', 'b'] })
  })

  it('of a header that is sent twice is all that was sent', async () => {
    await using client = await testClient(app)
    const headers = [
      ['text', 'a'],
      ['text', 'b'],
    ] as const
    expect((await client.get('/', { headers })).json()).toMatchObject({ text: 'a, b' })
  })

  it('of headers that a strict model does not name is left out', async () => {
    const strict = appOf()
    const Trace = z.strictObject({ traceId: z.string() })
    strict.get('/', { inputs: { trace: header.model(Trace) } }, ({ trace }) => trace)
    await using client = await testClient(strict)
    const answer = await client.get('/', { headers: { 'trace-id': '7', accept: '*/*' } })
    expect([answer.status, answer.json()]).toEqual([200, { traceId: '7' }])
  })

  it('of a cookie is decoded, and the first of several counts', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/', { headers: { cookie: 'session=a%20b; session=c' } })
    expect(answer.json()).toMatchObject({ session: 'a b' })
  })

  it('of more than 100 parameters is 400', async () => {
    await using client = await testClient(app)
    const answer = await client.get(`/?${'x=1&'.repeat(101)}`)
    expect([answer.status, answer.json()]).toMatchObject([400, { code: 'too-many-parameters' }])
  })
})

describe('JSON', () => {
  const app = appOf()
  const Item = z.object({ count: z.int().optional(), isNew: z.boolean().optional() })
  app.post('/', { inputs: { item: body(Item) } }, ({ item }) => item)

  it.each(['{"count":"3"}', '{"count":true}', '{"isNew":1}', '{"isNew":"yes"}', '{"__proto__":1}'])(
    'is never coerced: %s is 422',
    async (text) => {
      await using client = await testClient(app)
      const answer = await client.post('/', { headers: { 'content-type': 'application/json' }, body: text })
      expect(answer.status).toBe(422)
    },
  )

  it.each(['{"count":NaN}', '{"count":1,}', '{', '[['.repeat(60)])(
    'that is none is 400: %s',
    async (text) => {
      await using client = await testClient(app)
      const answer = await client.post('/', { headers: { 'content-type': 'application/json' }, body: text })
      expect([answer.status, answer.json()]).toMatchObject([400, { code: 'malformed-json' }])
    },
  )

  it('of another media type is 415, and of more than 1 MiB 413', async () => {
    await using client = await testClient(app)
    expect((await client.post('/', { body: '{}' })).status).toBe(415)
    const long = await client.post('/', { json: { text: 'x'.repeat(1_048_576) } })
    expect(long.status).toBe(413)
  })
})

describe('dependencies', () => {
  const seen: string[] = []
  const token = bearer()
  const user = dependency({ token }, ({ token }) => token)
  const checked = dependency({ x: query(z.int()) }, ({ x }) => void seen.push(`x is ${x}`))
  const app = appOf()
  const transaction = dependency({}, function* () {
    try {
      yield 'open'
    } catch {
      // It says nothing of the error, which stays the answer.
      seen.push('rolled back')
      return
    }
    seen.push('committed')
  })
  const failing = dependency({}, function* () {
    yield 'open'
    throw new HttpError(409, { detail: 'The commit failed' })
  })
  app.post('/guarded', { inputs: { user, item: body(z.object({})), checked } }, () => 'in')
  app.get('/committed', { inputs: { transaction } }, () => seen.length)
  app.get('/failed', { inputs: { transaction } }, () => {
    throw new HttpError(404)
  })
  app.get('/lost', { inputs: { failing } }, () => 'written')

  it('that guard come before everything that the request can have wrong', async () => {
    await using client = await testClient(app)
    const malformed = { headers: { 'content-type': 'application/json' }, body: '{' }
    expect((await client.post('/guarded?x=a', malformed)).status).toBe(401)
  })

  it('are made only when every input of the request is valid', async () => {
    await using client = await testClient(app)
    seen.length = 0
    const headers = { authorization: 'Bearer a' }
    expect((await client.post('/guarded?x=1', { headers, json: [] })).status).toBe(422)
    expect(seen).toEqual([])
    expect((await client.post('/guarded?x=1', { headers, json: {} })).status).toBe(200)
    expect(seen).toEqual(['x is 1'])
  })

  it('clean up before the response, which their failure becomes', async () => {
    await using client = await testClient(app)
    seen.length = 0
    expect((await client.get('/committed')).status).toBe(200)
    expect(seen).toEqual(['committed'])
    const lost = await client.get('/lost')
    expect([lost.status, lost.json()]).toMatchObject([409, { detail: 'The commit failed' }])
  })

  it('that do not need each other are made at the same time', async () => {
    const started: string[] = []
    const make = (name: string): Dependency<string> =>
      dependency({}, async () => {
        started.push(name)
        await Promise.resolve()
        return started.join()
      })
    const concurrent = appOf()
    concurrent.get('/', { inputs: { one: make('one'), two: make('two') } }, (values) => values)
    await using client = await testClient(concurrent)
    expect((await client.get('/')).json()).toEqual({ one: 'one,two', two: 'one,two' })
  })

  it('that fail to clean up do not hide the first error', async () => {
    const broken = dependency({}, function* () {
      try {
        yield 'open'
      } finally {
        throw new Error('The clean-up failed')
      }
    })
    const failing = appOf()
    failing.get('/', { inputs: { broken } }, () => {
      throw new HttpError(404)
    })
    await using client = await testClient(failing)
    expect((await client.get('/')).status).toBe(404)
  })

  it('do not change the error that they keep to themselves', async () => {
    await using client = await testClient(app)
    seen.length = 0
    expect((await client.get('/failed')).status).toBe(404)
    expect(seen).toEqual(['rolled back'])
  })

  it('are replaced in mounted apps as well', async () => {
    const outer = appOf()
    const inner = appOf()
    inner.get('/', { inputs: { user } }, ({ user }) => user)
    outer.mount('/inner', inner)
    await using client = await testClient(outer)
    using _ = outer.override(user, () => 'the test')
    expect((await client.get('/inner/')).json()).toBe('the test')
  })
})

describe('credentials', () => {
  const app = appOf()
  app.get('/token', { inputs: { token: bearer() } }, ({ token }) => token)
  app.get('/key', { inputs: { key: apiKey({ in: 'header', name: 'x-key' }) } }, ({ key }) => key)
  app.get('/user', { inputs: { user: basic({ optional: true }) } }, ({ user }) => user ?? 'nobody')

  it.each([
    ['/token', { authorization: 'Bearer ' }, 'Bearer'],
    ['/key', { 'x-key': '' }, 'ApiKey'],
  ])('that are empty are none: %s is 401', async (path, headers, challenge) => {
    await using client = await testClient(app)
    const answer = await client.get(path, { headers })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, challenge])
  })

  it('that are optional may be malformed', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/user', { headers: { authorization: 'Basic !' } })
    expect([answer.status, answer.json()]).toEqual([200, 'nobody'])
  })

  it('are the token itself', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/token', { headers: { authorization: 'bearer abc' } })
    expect(answer.json()).toBe('abc')
  })
})

describe('answers', () => {
  const app = appOf({ middleware: [cors({ origins: ['https://a.example'] })] })
  const values = { date: new Date(0), number: Number.NaN, nothing: undefined }
  app.get('/plain', {}, () => values)
  app.get('/nothing', {}, () => undefined)
  app.get('/cookie', { inputs: { response } }, ({ response }) => {
    response.cookie('theme', 'dark')
    return reply(201, 'set')
  })
  app.get('/fault', {}, () => {
    throw new Error('a secret')
  })
  app.get('/date', { returns: z.object({ date: z.date() }) }, () => ({ date: new Date(0) }))

  it('are written the same with and without a schema: dates as ISO 8601 in UTC', async () => {
    await using client = await testClient(app)
    expect((await client.get('/plain')).text()).toBe('{"date":"1970-01-01T00:00:00.000Z","number":null}')
    expect((await client.get('/date')).text()).toBe('{"date":"1970-01-01T00:00:00.000Z"}')
  })

  it('without a value are 204', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/nothing')
    expect([answer.status, answer.text()]).toEqual([204, ''])
  })

  it('keep the cookies of response where a reply is given, and cookies are secure', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/cookie')
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([
      201,
      ['theme=dark; Path=/; HttpOnly; Secure; SameSite=Lax'],
    ])
  })

  it('to a fault are problems that say nothing, with CORS headers', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/fault', { headers: { origin: 'https://a.example' } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'application/problem+json'])
    expect(answer.text()).not.toContain('secret')
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://a.example')
  })

  it("to a fault have FastAPI's shape in its format", async () => {
    const shaped = appOf({ errorFormat: 'fastapi' })
    shaped.get('/', {}, () => {
      throw new Error('a secret')
    })
    await using client = await testClient(shaped)
    const answer = await client.get('/')
    expect([answer.status, answer.json()]).toEqual([500, { detail: 'Internal Server Error' }])
  })

  it('have security headers, and JSON is not stored', async () => {
    await using client = await testClient(app)
    const { headers } = await client.get('/date')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('to a wrong request are problems with pointers, which do not repeat what was sent', async () => {
    const items = appOf()
    items.get('/', { inputs: { limit: query(z.int()) } }, ({ limit }) => limit)
    await using client = await testClient(items)
    const answer = await client.get('/?limit=secret')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
    expect(answer.json()).toMatchObject({ errors: [{ in: 'query', pointer: '/limit', code: 'type' }] })
    expect(answer.text()).not.toContain('secret')
    const missing = await client.get('/')
    expect(missing.json()).toMatchObject({
      errors: [{ in: 'query', pointer: '/limit', message: 'Field required', code: 'missing' }],
    })
  })
})

describe('forms', () => {
  it('of another media type are refused as such', async () => {
    const app = appOf()
    app.post('/', { inputs: { a: form(z.string()) } }, ({ a }) => a)
    await using client = await testClient(app)
    const answer = await client.post('/', { json: { a: 'b' } })
    const accepted = 'application/x-www-form-urlencoded, multipart/form-data'
    expect([answer.status, answer.headers.get('accept')]).toEqual([415, accepted])
  })

  it('do not choose among values of one name', async () => {
    const app = appOf()
    app.post('/', { inputs: { a: form(z.string()) } }, ({ a }) => a)
    await using client = await testClient(app)
    expect((await client.post('/', { body: new URLSearchParams('a=1&a=2') })).status).toBe(422)
  })

  it('have files with safe names', async () => {
    const app = appOf()
    app.post('/', { inputs: { file: upload() } }, ({ file }) => [file.name, file.sentName])
    await using client = await testClient(app)
    const data = new FormData()
    data.append('file', new Blob(['x']), '../../x')
    expect((await client.post('/', { body: data })).json()).toEqual(['x', '../../x'])
  })
})
