import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { App } from '../app.ts'
import { socket } from '../channels/index.ts'
import { dependency, singleton } from '../dependencies/index.ts'
import { HttpError } from '../errors/index.ts'
import { Answer } from '../exchange/index.ts'
import { body, path } from '../inputs/index.ts'
import { reply, text } from '../responses/index.ts'
import { apiKey, bearer } from '../security/index.ts'
import { testClient } from '../testing/index.ts'
import type { Mountable } from './mounts.ts'
import { Router } from './router.ts'

const token = bearer()
const member = dependency({ token }, function member({ token }) {
  if (token !== 'member') throw new HttpError(401, { code: 'token-wrong' })
  return { name: token }
})
const key = apiKey({ in: 'header', name: 'X-Key' })
const partner = dependency({ key }, function partner({ key }) {
  if (key !== 'partner') throw new HttpError(403, { code: 'key-wrong' })
})

const asMember = { headers: { authorization: 'Bearer member' } }
const asPartner = { headers: { 'x-key': 'partner' } }

describe('an app with a guard', () => {
  it('is private: every route asks it, on whatever router it is, and those that are public do not', async () => {
    const { app } = testApp({ guard: member })
    app.get('/', {}, () => 'own')
    app.get('/open', { public: true }, () => 'open')
    const router = new Router({ prefix: '/items' })
    router.get('', {}, () => 'items')
    app.include(router)
    await using client = await testClient(app)
    for (const private_ of ['/', '/items']) {
      expect((await client.get(private_)).status).toBe(401)
      expect((await client.head(private_)).status).toBe(401)
      expect((await client.get(private_, asMember)).status).toBe(200)
    }
    expect((await client.get('/open')).json()).toBe('open')
    expect((await client.head('/open')).status).toBe(200)
  })

  it('asks it before anything is judged, and before the guards that the app lists', async () => {
    const limited = dependency({}, () => {
      throw new HttpError(429)
    })
    const { app } = testApp({ guard: member, dependencies: [limited] })
    app.post('/{id}', { inputs: { id: path(z.int()), item: body(z.object({})) } }, () => null)
    await using client = await testClient(app)
    const wrong = { body: '{', headers: { 'content-type': 'application/json' } }
    expect((await client.post('/x', wrong)).status).toBe(401)
    expect((await client.post('/x', asMember)).status).toBe(429)
  })

  it('asks it once, though the handler names it', async () => {
    let asked = 0
    const counting = dependency({ member }, ({ member }) => ({ asked: ++asked, ...member }))
    const { app } = testApp({ guard: counting })
    app.get('/', { inputs: { user: counting } }, ({ user }) => user)
    await using client = await testClient(app)
    expect((await client.get('/', asMember)).json()).toEqual({ asked: 1, name: 'member' })
  })

  it('keeps the guards of a public route itself', async () => {
    const { app } = testApp({ guard: member })
    app.post('/hooks', { public: true, dependencies: [partner] }, () => 'heard')
    await using client = await testClient(app)
    expect((await client.post('/hooks')).status).toBe(401)
    expect((await client.post('/hooks', { headers: { 'x-key': 'x' } })).json()).toMatchObject({
      code: 'key-wrong',
    })
    expect((await client.post('/hooks', asPartner)).json()).toBe('heard')
  })

  it('says 404, 405 and what a path allows as without one', async () => {
    const { app } = testApp({ guard: member })
    app.get('/', {}, () => null)
    await using client = await testClient(app)
    expect((await client.get('/nothing')).status).toBe(404)
    expect((await client.post('/')).status).toBe(405)
    expect((await client.options('/')).status).toBe(204)
  })

  it('lets a test replace the guard by reference', async () => {
    const { app } = testApp({ guard: member })
    app.get('/', { inputs: { member } }, ({ member }) => member)
    await using client = await testClient(app)
    {
      using _ = app.override(member, () => ({ name: 'a test' }))
      expect((await client.get('/')).json()).toEqual({ name: 'a test' })
    }
    expect((await client.get('/')).status).toBe(401)
  })

  it('stays synchronous', async () => {
    const { app } = testApp({ guard: member })
    app.get('/', {}, () => 'in')
    await app.start()
    expect(app.handle(new MemoryExchange(asMember))).toMatchObject({ status: 200 })
    expect(app.handle(new MemoryExchange())).toMatchObject({ status: 401 })
  })

  it('guards channels: their handshake is refused', async () => {
    const { app } = testApp({ guard: member })
    const lines = socket({ receives: text(), sends: text() })
    app.websocket('/private', { inputs: { lines } }, async ({ lines }) => {
      await lines.send('in')
    })
    app.websocket('/open', { public: true, inputs: { lines } }, async ({ lines }) => {
      await lines.send('in')
    })
    await using client = await testClient(app)
    await using refused = await client.websocket('/private')
    expect(await refused.closed).toMatchObject({ code: 4401 })
    await using open = await client.websocket('/open')
    expect(await open.receive()).toBe('in')
    await using entered = await client.websocket('/private', asMember)
    expect(await entered.receive()).toBe('in')
  })

  it.each([
    ['a singleton, which no request makes', singleton({}, () => null)],
    ['a security scheme, which checks nothing', token],
    ['no dependency', 'member'],
  ])('that is %s is refused', (_what, guard) => {
    // What the compiler refuses, JavaScript can do.
    expect(() => testApp({ guard: guard as never })).toThrow(
      expect.objectContaining({ name: 'DefinitionError', code: 'NOT_A_DEPENDENCY' }),
    )
    // As above.
    const options = { guard: guard as never }
    expect(() => new Router(options)).toThrow()
    expect(() => new Router().include(new Router(), options)).toThrow()
  })
})

describe('public: true', () => {
  it('says nothing where there is no guard', async () => {
    const { app } = testApp({ dependencies: [member] })
    app.get('/', { public: true }, () => null)
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(401)
    expect(app.placed()).toMatchObject([{ guards: [member] }])
    expect(app.placed()[0]).not.toHaveProperty('access')
  })

  it('holds for a router or an inclusion, and what is nearest to a route counts', async () => {
    const { app } = testApp({ guard: member })
    const shop = new Router({ prefix: '/shop', public: true })
    shop.get('/goods', {}, () => 'goods')
    shop.get('/basket', { public: false }, () => 'basket')
    const accounts = new Router({ prefix: '/accounts', public: false })
    accounts.get('', {}, () => 'accounts')
    shop.include(accounts)
    app.include(shop)
    const pages = new Router({ prefix: '/pages' })
    pages.get('', {}, () => 'pages')
    app.include(pages, { public: true })
    app.include(pages, { prefix: '/again' })
    await using client = await testClient(app)
    const statuses: Record<string, number> = {}
    for (const each of ['/shop/goods', '/shop/basket', '/shop/accounts', '/pages', '/again/pages'])
      statuses[each] = (await client.get(each)).status
    expect(statuses).toEqual({
      '/shop/goods': 200,
      '/shop/basket': 401,
      '/shop/accounts': 401,
      '/pages': 200,
      '/again/pages': 401,
    })
  })
})

describe('a router with a guard of its own', () => {
  it('asks that instead of the one around it', async () => {
    const { app } = testApp({ guard: member })
    const partners = new Router({ prefix: '/partners', guard: partner })
    partners.get('/stock', {}, () => 'stock')
    partners.get('/terms', { public: true }, () => 'terms')
    app.include(partners)
    await using client = await testClient(app)
    expect((await client.get('/partners/stock', asPartner)).json()).toBe('stock')
    expect((await client.get('/partners/stock', asMember)).status).toBe(401)
    expect((await client.get('/partners/terms')).json()).toBe('terms')
  })

  it('is not public because a router around it is', async () => {
    const { app } = testApp()
    const partners = new Router({ prefix: '/partners', guard: partner })
    partners.get('', {}, () => 'stock')
    const outer = new Router({ public: true })
    outer.include(partners)
    app.include(outer, { public: true })
    await using client = await testClient(app)
    expect((await client.get('/partners')).status).toBe(401)
  })
})

describe('what is mounted in an app with a guard', () => {
  const inner = (options: { guard?: typeof partner } = {}): App => {
    const app = new App({ title: 'Inner', version: '1', ...options })
    app.get('/', {}, () => 'inner')
    app.get('/open', { public: true }, () => 'open')
    return app
  }

  it('asks it: a mounted app, and what is mounted in that', async () => {
    const { app } = testApp({ guard: member })
    const between = inner()
    between.mount('/deep', inner())
    app.mount('/inner', between)
    await using client = await testClient(app)
    for (const each of ['/inner', '/inner/deep']) {
      expect((await client.get(`${each}/`)).status).toBe(401)
      expect((await client.get(`${each}/`, asMember)).json()).toBe('inner')
      expect((await client.get(`${each}/open`)).json()).toBe('open')
    }
  })

  it('asks it as well of an app that was compiled before it was mounted', async () => {
    const early = inner()
    expect(early.openapi().paths['/']?.get).not.toHaveProperty('security')
    const { app } = testApp({ guard: member })
    app.mount('/inner', early)
    await using client = await testClient(app)
    expect((await client.get('/inner/')).status).toBe(401)
    expect(early.openapi().paths['/']?.get).toMatchObject({ security: [{ bearer: [] }] })
  })

  it('asks a guard of its own instead', async () => {
    const { app } = testApp({ guard: member })
    app.mount('/inner', inner({ guard: partner }))
    await using client = await testClient(app)
    expect((await client.get('/inner/', asPartner)).json()).toBe('inner')
    expect((await client.get('/inner/', asMember)).status).toBe(401)
  })

  it('is asked for nothing where it is mounted as public', async () => {
    const { app } = testApp({ guard: member })
    app.mount('/inner', inner(), { public: true })
    app.mount('/partners', inner({ guard: partner }), { public: true })
    await using client = await testClient(app)
    expect((await client.get('/inner/')).json()).toBe('inner')
    // Its own guard is its own affair.
    expect((await client.get('/partners/')).status).toBe(401)
  })

  it('cannot be in two places that differ in who is let in', async () => {
    const refusal = expect.objectContaining({ name: 'DefinitionError', code: 'DUPLICATE_ROUTE' })
    const twice = inner()
    const { app } = testApp({ guard: member })
    app.mount('/private', twice)
    app.mount('/open', twice, { public: true })
    await expect(app.start()).rejects.toThrow(refusal)
    const shared = inner()
    const between = testApp().app.mount('/shared', shared)
    testApp().app.mount('/elsewhere', shared)
    await expect(testApp({ guard: member }).app.mount('/between', between).start()).rejects.toThrow(refusal)
  })

  describe('and is no app', () => {
    const hello: Mountable = { handle: (exchange) => new Answer(200, [], `hello ${exchange.localPath}`) }
    const later: Mountable = { handle: async () => new Answer(200, [], 'later') }

    it('is behind the guard, unless it is public', async () => {
      const { app } = testApp({ guard: member })
      app.mount('/hello', hello)
      app.mount('/later', later)
      app.mount('/static', hello, { public: true })
      app.mount('/', hello)
      await using client = await testClient(app)
      expect((await client.get('/hello/x')).status).toBe(401)
      expect((await client.get('/hello/x', asMember)).text()).toBe('hello /x')
      expect((await client.get('/later/x')).status).toBe(401)
      expect((await client.get('/later/x', asMember)).text()).toBe('later')
      expect((await client.get('/static/x')).text()).toBe('hello /x')
      expect((await client.get('/anything')).status).toBe(401)
      expect((await client.get('/anything', asMember)).text()).toBe('hello /anything')
    })

    it('is behind the guard of the app around the app that it is mounted in', async () => {
      const { app } = testApp({ guard: member })
      const between = inner()
      between.mount('/hello', hello)
      app.mount('/inner', between)
      await using client = await testClient(app)
      expect((await client.get('/inner/hello/x')).status).toBe(401)
      expect((await client.get('/inner/hello/x', asMember)).text()).toBe('hello /x')
    })

    it('has guards with singletons, inputs and clean-up', async () => {
      const events: string[] = []
      const names = singleton({}, () => new Set(['member']))
      const session = dependency({ token, names }, async function* ({ token, names }) {
        if (!names.has(token)) throw new HttpError(403)
        events.push('opened')
        yield
        events.push('closed')
      })
      const { app } = testApp({ guard: session })
      app.mount('/hello', hello)
      await using client = await testClient(app)
      expect((await client.get('/hello/x', asMember)).text()).toBe('hello /x')
      expect(events).toEqual(['opened', 'closed'])
      using _ = app.override(names, () => new Set<string>())
      expect((await client.get('/hello/x', asMember)).status).toBe(403)
    })

    it('answers as before where there is no guard', async () => {
      const { app } = testApp()
      app.mount('/hello', hello)
      await using client = await testClient(app)
      expect((await client.get('/hello/x')).text()).toBe('hello /x')
    })
  })
})

describe('the documents of an app with a guard', () => {
  const shop = (): App => {
    const app = new App({ title: 'Shop', version: '1', guard: member })
    app.get('/private', {}, () => null)
    app.get('/open', { public: true }, () => null)
    app.post('/hooks', { public: true, dependencies: [partner] }, () => reply(200, 'x'))
    return app
  }

  it('say what every operation asks for, and of public ones that it is nothing', () => {
    const { paths, components } = shop().openapi()
    expect(paths['/private']?.get).toMatchObject({ security: [{ bearer: [] }] })
    expect(paths['/private']?.get?.responses).toHaveProperty('401')
    expect(paths['/open']?.get).toMatchObject({ security: [] })
    expect(paths['/hooks']?.post).toMatchObject({ security: [{ apiKeyHeader: [] }] })
    expect(Object.keys(components?.securitySchemes ?? {})).toHaveLength(2)
  })

  it('and their pages are not asked for it: a browser opens them without a token', async () => {
    await using client = await testClient(shop())
    for (const page of ['/docs', '/redoc', '/openapi.json']) expect((await client.get(page)).status).toBe(200)
  })
})
