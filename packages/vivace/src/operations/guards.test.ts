import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { deferred, settled } from '../../tests/fixtures/deferred.ts'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { Router } from '../app/index.ts'
import { dependency, type Dependency } from '../dependencies/index.ts'
import { HttpError } from '../errors/index.ts'
import { body, header, path, query } from '../inputs/index.ts'
import { bearer } from '../security/index.ts'
import { testClient } from '../testing/index.ts'

const token = bearer()
const currentUser = dependency({ token }, ({ token }) => {
  if (token === 'bad') throw new HttpError(401, { code: 'token-invalid' })
  return { name: token }
})
const admin = dependency({ currentUser }, ({ currentUser }) => {
  if (currentUser.name !== 'admin') throw new HttpError(403, { code: 'not-admin' })
  return currentUser
})
const as = (name: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${name}` },
})

/** A dependency without a scheme, which is a guard only where it is listed. */
function step(events: string[], name: string): Dependency<void, 'request'> {
  return dependency({}, () => void events.push(name))
}

describe('guards', () => {
  const Item = z.object({ name: z.string() })

  it('win with 401 and 403 over everything that is wrong with the request', async () => {
    const { app } = testApp()
    const inputs = { admin, id: path(z.int()), q: query(z.int()), item: body(Item) }
    app.put('/items/{id}', { inputs }, () => null)
    await using client = await testClient(app)
    const wrong = { query: { q: 'x' }, json: { name: 1 } }
    expect((await client.put('/items/x', wrong)).status).toBe(401)
    expect((await client.put('/items/x', { ...wrong, ...as('bad') })).json()).toMatchObject({
      code: 'token-invalid',
    })
    expect((await client.put('/items/x', { ...wrong, ...as('user') })).json()).toMatchObject({
      code: 'not-admin',
    })
    const refused = await client.put('/items/x', { ...wrong, ...as('admin') })
    expect(refused.status).toBe(422)
    expect(refused.json()).toMatchObject({
      errors: [{ pointer: '/id' }, { pointer: '/q' }, { in: 'body', pointer: '/name' }],
    })
  })

  it.each([
    ['malformed JSON', { body: '{', headers: { 'content-type': 'application/json' } }, 400],
    ['another media type', { body: 'a=b', headers: { 'content-type': 'text/plain' } }, 415],
    [
      'a key that is not allowed',
      { body: '{"__proto__":1}', headers: { 'content-type': 'application/json' } },
      422,
    ],
  ])('are asked before the body is looked at: %s', async (_what, request, status) => {
    const { app } = testApp()
    app.post('/items', { inputs: { currentUser, item: body(Item) } }, () => null)
    await using client = await testClient(app)
    expect((await client.post('/items', request)).status).toBe(401)
    const headers = { ...request.headers, ...as('user').headers }
    expect((await client.post('/items', { ...request, headers })).status).toBe(status)
  })

  it('are asked after the bytes of the body have been collected, which are bounded', async () => {
    const { app } = testApp()
    const events: string[] = []
    const options = { inputs: { item: body(Item) }, dependencies: [step(events, 'guard')], bodyLimit: 20 }
    app.post('/items', options, () => null)
    await using client = await testClient(app)
    expect((await client.post('/items', { json: { name: 'a name that is too long' } })).status).toBe(413)
    expect(events).toEqual([])
  })

  it('are asked before any other dependency is made', async () => {
    const { app } = testApp()
    const events: string[] = []
    const transaction = step(events, 'transaction')
    app.get('/', { inputs: { transaction, admin } }, () => void events.push('handler'))
    await using client = await testClient(app)
    expect((await client.get('/', as('user'))).status).toBe(403)
    expect(events).toEqual([])
    expect((await client.get('/', as('admin'))).status).toBe(204)
    expect(events).toEqual(['transaction', 'handler'])
  })

  it('read the credential before they make anything: a client without one costs no session', async () => {
    const { app } = testApp()
    const events: string[] = []
    const session = dependency({}, async () => void events.push('opened'))
    const member = dependency({ session, token }, ({ token }) => token)
    app.get('/', { inputs: { member } }, ({ member }) => member)
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(401)
    expect(events).toEqual([])
    expect((await client.get('/', as('user'))).json()).toBe('user')
    expect(events).toEqual(['opened'])
  })

  it('stand in the order app, inclusion, router, route, handler', async () => {
    const events: string[] = []
    const { app } = testApp({ dependencies: [step(events, 'app')] })
    const inner = new Router({ prefix: '/inner', dependencies: [step(events, 'inner')] })
    const outer = new Router({ prefix: '/outer', dependencies: [step(events, 'outer')] })
    const guarding = dependency({ token }, () => void events.push('handler input'))
    inner.get('/', { dependencies: [step(events, 'route')], inputs: { guarding } }, () => null)
    outer.include(inner, { dependencies: [step(events, 'inclusion of inner')] })
    app.include(outer, { dependencies: [step(events, 'inclusion of outer')] })
    await using client = await testClient(app)
    expect((await client.get('/outer/inner/', as('user'))).status).toBe(200)
    expect(events).toEqual([
      'app',
      'inclusion of outer',
      'outer',
      'inclusion of inner',
      'inner',
      'route',
      'handler input',
    ])
  })

  it('are asked one after the other: none begins before the one before has let the request in', async () => {
    const { app } = testApp()
    const events: string[] = []
    const gate = deferred()
    const slow = dependency({}, async () => {
      events.push('slow begins')
      await gate.promise
      throw new HttpError(403)
    })
    app.get('/', { dependencies: [slow, step(events, 'next')] }, () => null)
    await using client = await testClient(app)
    const answering = client.get('/')
    await settled()
    gate.resolve()
    expect((await answering).status).toBe(403)
    expect(events).toEqual(['slow begins'])
  })

  it('are asked once, though they are listed several times and named by the handler', async () => {
    const events: string[] = []
    const guard = dependency({}, () => events.push('guard'))
    const { app } = testApp({ dependencies: [guard] })
    const router = new Router({ dependencies: [guard] })
    router.get('/', { dependencies: [guard], inputs: { guard } }, ({ guard }) => guard)
    app.include(router, { dependencies: [guard] })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe(1)
    expect(events).toEqual(['guard'])
  })

  it('are synchronous where they can be', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { admin } }, ({ admin }) => admin.name)
    await app.start()
    expect(app.handle(new MemoryExchange({ headers: { authorization: 'Bearer admin' } }))).toMatchObject({
      status: 200,
    })
    expect(app.handle(new MemoryExchange())).toMatchObject({ status: 401 })
  })

  it('clean up like every dependency, also where a later one refuses', async () => {
    const { app } = testApp()
    const events: string[] = []
    const session = dependency({ token }, async function* () {
      events.push('opened')
      try {
        yield
      } finally {
        events.push('closed')
      }
    })
    app.get('/', { dependencies: [session, admin] }, () => null)
    await using client = await testClient(app)
    expect((await client.get('/', as('user'))).status).toBe(403)
    expect(events).toEqual(['opened', 'closed'])
  })

  describe('with inputs of their own', () => {
    const tenant = dependency({ tenant: header(z.int()) }, ({ tenant }) => tenant)

    it('read them', async () => {
      const { app } = testApp({ dependencies: [tenant] })
      app.get('/', { inputs: { tenant } }, ({ tenant }) => tenant)
      await using client = await testClient(app)
      expect((await client.get('/', { headers: { tenant: '7' } })).json()).toBe(7)
    })

    it('that are not valid answer 422, with those of the other guards and nothing of the rest', async () => {
      const quota = dependency({ quota: query(z.int()) }, ({ quota }) => quota)
      const { app } = testApp({ dependencies: [tenant] })
      app.post('/', { dependencies: [quota], inputs: { item: body(Item), n: query(z.int()) } }, () => null)
      await using client = await testClient(app)
      const answer = await client.post('/?n=x', { json: {} })
      expect(answer.status).toBe(422)
      expect(answer.json()).toMatchObject({
        errors: [
          { in: 'query', pointer: '/quota' },
          { in: 'header', pointer: '/tenant' },
        ],
      })
      expect(answer.json<{ errors: unknown[] }>().errors).toHaveLength(2)
    })

    it('that are not valid let the next ones be asked: 401 and 403 win', async () => {
      const { app } = testApp({ dependencies: [tenant] })
      app.get('/', { inputs: { admin } }, () => null)
      await using client = await testClient(app)
      expect((await client.get('/')).status).toBe(401)
      expect((await client.get('/', as('user'))).status).toBe(403)
      expect((await client.get('/', as('admin'))).status).toBe(422)
    })

    it('that are not valid do not hide a 401 of what they need besides', async () => {
      const { app } = testApp()
      const member = dependency({ tenant: header(z.int()), currentUser }, () => true)
      app.get('/', { inputs: { member } }, () => null)
      app.get('/admin', { dependencies: [member, admin] }, () => null)
      await using client = await testClient(app)
      expect((await client.get('/')).status).toBe(401)
      expect((await client.get('/', as('user'))).status).toBe(422)
      expect((await client.get('/admin', as('user'))).status).toBe(403)
    })

    it('that are not valid are never given to another guard', async () => {
      const seen: unknown[] = []
      const shared = header(z.int())
      const first = dependency({ tenant: shared }, ({ tenant }) => void seen.push(tenant))
      const second = dependency({ tenant: shared }, ({ tenant }) => void seen.push(tenant))
      const third = dependency({ second }, ({ second }) => void seen.push(second))
      const { app } = testApp({ dependencies: [first, second, third] })
      app.get('/', {}, () => null)
      await using client = await testClient(app)
      expect((await client.get('/', { headers: { tenant: 'x' } })).status).toBe(422)
      expect(seen).toEqual([])
    })

    it('may be judged by an asynchronous schema', async () => {
      const { app } = testApp()
      const known = z.string().refine(async (name) => name === 'known', 'Unknown tenant')
      const member = dependency({ tenant: header(known), token }, ({ tenant }) => tenant)
      app.get('/', { inputs: { member } }, ({ member }) => member)
      await using client = await testClient(app)
      const headers = { ...as('user').headers, tenant: 'known' }
      expect((await client.get('/', { headers })).json()).toBe('known')
      expect((await client.get('/', { headers: { ...headers, tenant: 'x' } })).status).toBe(422)
      expect((await client.get('/', { headers: { tenant: 'x' } })).status).toBe(401)
    })
  })

  describe('that need the body', () => {
    const signed = dependency(
      { token, signature: header(z.string()), bytes: body.bytes() },
      ({ signature, bytes }) => {
        if (signature !== String(bytes.length)) throw new HttpError(403, { code: 'signature-wrong' })
      },
    )
    const owner = dependency({ item: body(Item), token }, ({ item, token }) => {
      if (item.name !== token) throw new HttpError(403, { code: 'not-yours' })
    })

    it('get its bytes before anything is parsed', async () => {
      const { app } = testApp()
      app.post('/', { dependencies: [signed], inputs: { item: body(Item) } }, ({ item }) => item)
      await using client = await testClient(app)
      const send = (text: string, signature: string): ReturnType<typeof client.post> =>
        client.post('/', {
          body: text,
          headers: { ...as('x').headers, signature, 'content-type': 'application/json' },
        })
      expect((await send('{', '2')).json()).toMatchObject({ code: 'signature-wrong' })
      expect((await send('{', '1')).status).toBe(400)
      expect((await send('{"name":"pen"}', '14')).json()).toEqual({ name: 'pen' })
    })

    it('get it parsed and validated', async () => {
      const { app } = testApp()
      app.post('/', { dependencies: [owner], inputs: { again: body(Item, { name: 'item' }) } }, () => null)
      app.put('/', { dependencies: [owner] }, () => 'put')
      await using client = await testClient(app)
      expect((await client.put('/', { json: { name: 'ann' } })).status).toBe(401)
      expect((await client.put('/', { json: { name: 'ann' }, ...as('bob') })).json()).toMatchObject({
        code: 'not-yours',
      })
      expect((await client.put('/', { json: { name: 'ann' }, ...as('ann') })).json()).toBe('put')
      expect((await client.put('/', { json: { name: 1 }, ...as('ann') })).json()).toMatchObject({
        status: 422,
        errors: [{ in: 'body', pointer: '/name', code: 'type' }],
      })
    })

    it('share one body with the handler and with each other', async () => {
      const { app } = testApp()
      const second = dependency({ item: body(Item) }, ({ item }) => item.name)
      app.post(
        '/',
        { dependencies: [owner, second], inputs: { second, item: body(z.object({ n: z.int() })) } },
        (values) => values,
      )
      await using client = await testClient(app)
      const answer = await client.post('/', { json: { name: 'ann', n: 1 }, ...as('ann') })
      expect(answer.json()).toEqual({ second: 'ann', item: { n: 1 } })
    })
  })

  it('hang on the route: HEAD, which is answered by it, asks them too', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { admin } }, () => 'secret')
    await using client = await testClient(app)
    expect((await client.head('/')).status).toBe(401)
    expect((await client.head('/', as('admin'))).status).toBe(200)
  })

  it.each([
    ['a security scheme', token],
    ['an input', header(z.string())],
    ['nothing', undefined],
  ])('are dependencies: %s in the list stops the start', async (_what, guard) => {
    const { app } = testApp()
    // @ts-expect-error The compiler finds the mistake as well.
    app.get('/items', { dependencies: [guard] }, () => null)
    await expect(app.start()).rejects.toMatchObject({
      name: 'DefinitionError',
      code: 'NOT_A_DEPENDENCY',
      where: 'GET /items',
      message:
        "GET /items: 'dependencies' of the route, its routers or its app lists something that is not a dependency.\n" +
        'To fix it, list what dependency() made; a security scheme alone checks nothing but that it is there.\n' +
        '(NOT_A_DEPENDENCY, see docs/errors.md)',
    })
  })
})
