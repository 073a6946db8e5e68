import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { passing } from '../../tests/fixtures/passing.ts'
import { RecordingLogger } from '../../tests/fixtures/recording-logger.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { App } from '../app.ts'
import { singleton } from '../dependencies/index.ts'
import { HttpError } from '../errors/index.ts'
import { Answer, type Middleware } from '../exchange/index.ts'
import { body } from '../inputs/index.ts'
import { testClient } from '../testing/index.ts'

describe('mount()', () => {
  const inner = (): App => {
    const app = new App({ title: 'Inner', version: '1', log: new RecordingLogger() })
    app.get('/', {}, () => 'root')
    app.get('/items', {}, () => 'items')
    app.post('/items', { inputs: { n: body.bytes() } }, ({ n }) => n.length)
    return app
  }

  it('serves a whole app under a path, its documents included', async () => {
    const { app } = testApp()
    app.mount('/practice', inner())
    app.get('/', {}, () => 'outer')
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe('outer')
    expect((await client.get('/practice/')).json()).toBe('root')
    expect((await client.get('/practice/items')).json()).toBe('items')
    expect((await client.post('/practice/items', { body: 'abc' })).json()).toBe(3)
    expect((await client.get('/practice/docs')).status).toBe(200)
    const document = (await client.get('/practice/openapi.json')).json<{ servers: unknown; paths: object }>()
    expect(Object.keys(document.paths)).toEqual(['/', '/items'])
    expect(document.servers).toBeDefined()
  })

  it('answers 404 and 405 of the mounted app', async () => {
    const { app } = testApp()
    app.mount('/practice', inner())
    await using client = await testClient(app)
    expect((await client.get('/practice/nothing')).status).toBe(404)
    const answer = await client.put('/practice/items')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS'])
  })

  it('sends the path itself to its slash with 308, query and method kept', async () => {
    const { app } = testApp()
    app.mount('/practice', inner())
    await using client = await testClient(app)
    for (const method of ['GET', 'POST']) {
      const answer = await client.request(method, '/practice?a=1')
      expect([answer.status, answer.headers.get('location')]).toEqual([308, '/practice/?a=1'])
    }
    expect((await client.get('/practiced')).status).toBe(404)
  })

  it('leads to the longest path that fits, and to own routes first', async () => {
    const { app } = testApp()
    const deep = new App({ title: 'Deep', version: '1', openapiUrl: false })
    deep.get('/items', {}, () => 'deep')
    app.mount('/a', inner())
    app.mount('/a/b', deep)
    app.get('/a/items', {}, () => 'own')
    await using client = await testClient(app)
    expect((await client.get('/a/items')).json()).toBe('own')
    expect((await client.get('/a/')).json()).toBe('root')
    expect((await client.get('/a/b/items')).json()).toBe('deep')
  })

  it('takes a path that is not ASCII as it is sent', async () => {
    const { app } = testApp()
    app.mount('/práctica', inner())
    await using client = await testClient(app)
    expect((await client.get('/pr%C3%A1ctica/items')).json()).toBe('items')
    expect((await client.get('/práctica/items')).json()).toBe('items')
  })

  it('tells which apps are mounted where, the longest path first', () => {
    const { app } = testApp()
    const [short, long] = [inner(), inner()]
    app.mount('/a', short)
    app.mount('/a/b', long)
    expect(app.mounted).toEqual([
      { path: '/a/b', app: long },
      { path: '/a', app: short },
    ])
  })

  it('may be repeated inside: paths, routes and lifespans of three apps', async () => {
    const events: string[] = []
    const spanOf = (name: string) =>
      function* (): Generator<undefined> {
        events.push(`+${name}`)
        yield
        events.push(`-${name}`)
      }
    const one = new App({ title: '1', version: '1', lifespan: spanOf('one') })
    const two = new App({ title: '2', version: '1', lifespan: spanOf('two') })
    const three = new App({ title: '3', version: '1', lifespan: spanOf('three'), log: new RecordingLogger() })
    const seen: (string | undefined)[] = []
    three.get('/x/{id}', {}, () => 'x')
    one.mount('/two', two)
    two.mount('/three', three)
    expect([one.mountPath, two.mountPath, three.mountPath]).toEqual(['', '/two', '/two/three'])
    await one.start()
    const exchange = new MemoryExchange({ path: '/two/three/x/7' })
    expect(await one.handle(exchange)).toMatchObject({ body: '"x"' })
    seen.push(exchange.routePath)
    expect(seen).toEqual(['/two/three/x/{id}'])
    await one.stop()
    expect(events).toEqual(['+one', '+two', '+three', '-three', '-two', '-one'])
  })

  it('leaves the singletons of the app alone when what is mounted is no app', async () => {
    const greeting = singleton({}, () => 'hello')
    const passes = singleton({}, (): Middleware => (_exchange, next) => next())
    const app = new App({ title: 'A', version: '1', log: new RecordingLogger(), middleware: [passes] })
    app.get('/', { inputs: { greeting } }, ({ greeting }) => greeting)
    app.mount('/files', { handle: () => new Answer(200, [], 'file') })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe('hello')
    expect((await client.get('/files/a')).status).toBe(200)
  })

  it('shares singletons, made once', async () => {
    let made = 0
    const counter = singleton({}, () => ++made)
    const { app } = testApp()
    const { app: other } = testApp()
    app.get('/', { inputs: { counter } }, ({ counter }) => counter)
    other.get('/', { inputs: { counter } }, ({ counter }) => counter)
    app.mount('/other', other)
    await using client = await testClient(app)
    expect([(await client.get('/')).json(), (await client.get('/other/')).json()]).toEqual([1, 1])
  })

  it('leaves an app free to be served alone', async () => {
    const mounted = inner()
    testApp().app.mount('/practice', mounted)
    await using client = await testClient(mounted)
    expect((await client.get('/items')).json()).toBe('items')
  })

  it('keeps errors, middleware and guards apart: the inner app has its own', async () => {
    const events: string[] = []
    const mounted = new App({
      title: 'Inner',
      version: '1',
      errorFormat: 'fastapi',
      middleware: [passing(events, 'inner')],
      openapiUrl: false,
    })
    mounted.get('/', {}, () => {
      throw new HttpError(409, { detail: 'Taken.' })
    })
    const { app } = testApp({ middleware: [passing(events, 'outer')] })
    app.mount('/inner', mounted)
    await using client = await testClient(app)
    expect((await client.get('/inner/')).json()).toEqual({ detail: 'Taken.' })
    expect(events).toEqual(['outer in', 'inner in', 'inner out 409', 'outer out 409'])
  })

  it.each([
    ['/', 'PREFIX_INVALID'],
    ['/a/', 'PREFIX_INVALID'],
    ['/{id}', 'PREFIX_INVALID'],
    ['a', 'PATH_TEMPLATE_INVALID'],
    ['', 'PATH_TEMPLATE_INVALID'],
    ['/a//b', 'PATH_TEMPLATE_INVALID'],
  ])('refuses the path %j', (path, code) => {
    expect(() => testApp().app.mount(path, inner())).toThrow(expect.objectContaining({ code }))
  })

  it('says how a path is written', () => {
    expect(() => testApp().app.mount('/a/', inner())).toThrow(
      'Mount \'/a/\': an app is mounted under a path without parameters that does not end with "/".\n' +
        "To fix it, write it as in app.mount('/practice', practice).\n(PREFIX_INVALID, see docs/errors.md)",
    )
  })

  it('refuses two apps under one path, and an app within itself', () => {
    const { app } = testApp()
    app.mount('/a', inner())
    expect(() => app.mount('/a', inner())).toThrow(
      "Mount '/a': an app is mounted there already.\n" +
        'To fix it, mount one of them under another path.\n(DUPLICATE_ROUTE, see docs/errors.md)',
    )
    const { app: outer } = testApp()
    outer.mount('/b', app)
    for (const [parent, child] of [
      [app, app],
      [app, outer],
    ] as const) {
      expect(() => parent.mount('/c', child)).toThrow(
        "Mount '/c': an app is mounted in itself, directly or through another one.\n" +
          'To fix it, mount each app in one that is not inside it.\n(ROUTER_INCLUDES_ITSELF, see docs/errors.md)',
      )
    }
  })
})
