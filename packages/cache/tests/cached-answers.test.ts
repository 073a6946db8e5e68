import { get } from 'node:http'
import {
  Answer,
  apiKey,
  App,
  bearer,
  body,
  client,
  cookie,
  dependency,
  header,
  HttpError,
  mapAnswer,
  type Middleware,
  path,
  request,
  response,
  silentLogger,
} from 'vivace'
import { serve } from 'vivace/node'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { answers, cache, cachedAnswers, type CachedRoute } from '../src/index.ts'

/** An app whose routes count how often their handlers run. */
function countingApp(routes: Readonly<Record<string, CachedRoute>>) {
  const caches = cache({ redisUrl: false, namespaces: { answers: answers({ ttl: '5m', entries: 1_000 }) } })
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: silentLogger,
    middleware: [cachedAnswers({ caches, routes })],
  })
  const runs = { count: 0 }
  return { app, caches, runs, ran: <Value>(value: Value): Value => ((runs.count += 1), value) }
}

const ttl = '1m'

describe('cachedAnswers()', () => {
  it('runs the handler once for everybody who asks for the same address', async () => {
    const { app, runs, ran } = countingApp({ '/items/{id}': { ttl } })
    app.get('/items/{id}', { inputs: { id: path(z.int()) } }, ({ id }) => ran({ id }))
    await using client = await testClient(app)
    const first = await client.get('/items/1')
    const second = await client.get('/items/1')
    expect([first.json(), second.json()]).toEqual([{ id: 1 }, { id: 1 }])
    expect(first.headers.get('cache-status')).toBe('vivace; fwd=miss; stored')
    expect(second.headers.get('cache-status')).toBe('vivace; hit')
    expect(second.headers.get('age')).toBe('0')
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'))
    expect((await client.get('/items/2')).json()).toEqual({ id: 2 })
    await client.get('/items/1?a=1')
    expect(runs.count).toBe(3)
  })

  it('answers HEAD from what GET was answered', async () => {
    const { app, runs, ran } = countingApp({ '/items': { ttl } })
    app.get('/items', {}, () => ran(['a']))
    await using client = await testClient(app)
    await client.get('/items')
    const head = await client.request('HEAD', '/items')
    expect([head.status, head.text()]).toEqual([200, ''])
    expect(runs.count).toBe(1)
  })

  it('runs the handler once for 1,000 who ask at once', async () => {
    const { app, runs, ran } = countingApp({ '/items': { ttl } })
    app.get('/items', {}, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return ran('items')
    })
    await using client = await testClient(app)
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => client.get('/items')))
    expect(answers.every((answer) => answer.text() === answers[0]?.text())).toBe(true)
    expect(runs.count).toBe(1)
  })

  it('forgets an answer when its time is over, its tag is deleted, or its address is changed', async () => {
    const { app, caches, runs, ran } = countingApp({ '/items': { ttl, tags: ['items'] } })
    app.get('/items', {}, () => ran('items'))
    app.put('/items', { inputs: { item: body(z.string()) } }, () => null)
    app.post('/refresh', { inputs: { caches } }, async ({ caches }) => {
      await caches.answers.deleteTags('items')
      return null
    })
    await using client = await testClient(app)
    await client.get('/items')
    await client.post('/refresh', {})
    await client.get('/items')
    expect(runs.count).toBe(2)
    await client.put('/items', { json: 'a' })
    await client.get('/items')
    expect(runs.count).toBe(3)
    // A change that failed has changed nothing.
    await client.put('/items', { json: 7 })
    await client.get('/items')
    expect(runs.count).toBe(3)
  })

  it('keeps apart what differs in a header that Vary names, or that anybody has read', async () => {
    const { app, runs, ran } = countingApp({ '/said': { ttl }, '/unsaid': { ttl } })
    app.get('/said', { inputs: { response } }, ({ response }) => {
      response.header('vary', 'Accept-Language')
      return ran('hello')
    })
    app.get('/unsaid', { inputs: { tenant: header(z.string(), { name: 'x-tenant' }) } }, ({ tenant }) =>
      ran({ tenant }),
    )
    await using client = await testClient(app)
    for (let round = 0; round < 2; round += 1) {
      for (const language of ['de', 'es'])
        await client.get('/said', { headers: { 'accept-language': language } })
      for (const tenant of ['a', 'b'])
        expect((await client.get('/unsaid', { headers: { 'x-tenant': tenant } })).json()).toEqual({ tenant })
    }
    expect(runs.count).toBe(4)
  })

  const inputs = {
    'a bearer token': { token: bearer() },
    'a cookie': { session: cookie(z.string()) },
    "the client's address": { client },
  }
  for (const [name, record] of Object.entries(inputs)) {
    it(`shares nothing that was made of ${name}`, async () => {
      const { app, runs, ran } = countingApp({ '/mine': { ttl } })
      app.get('/mine', { inputs: record }, () => ran('mine'))
      await using client = await testClient(app)
      const headers = { authorization: 'Bearer a', cookie: 'session=a' }
      for (let round = 0; round < 3; round += 1)
        expect((await client.get('/mine', { headers })).status).toBe(200)
      expect(runs.count).toBe(3)
    })
  }

  const answersThatAreNot: Readonly<Record<string, readonly [string, string]>> = {
    'that is private': ['cache-control', 'private, max-age=60'],
    'that is not to be stored': ['cache-control', 'No-Store'],
    'that is to be asked about each time': ['cache-control', 'no-cache'],
    'that is old already': ['cache-control', 's-maxage=0, max-age=60'],
    'that sets a cookie': ['set-cookie', 'session=1; Secure; HttpOnly'],
    'that varies by everything': ['vary', '*'],
  }
  for (const [name, [field, value]] of Object.entries(answersThatAreNot)) {
    it(`shares no answer ${name}`, async () => {
      const { app, runs, ran } = countingApp({ '/items': { ttl } })
      app.get('/items', { inputs: { response } }, ({ response }) => {
        response.header(field, value)
        return ran('items')
      })
      await using client = await testClient(app)
      for (let round = 0; round < 3; round += 1) await client.get('/items')
      expect(runs.count).toBe(3)
    })
  }

  it('shares nothing that was made of all headers at once, or of the body', async () => {
    const { app, runs, ran } = countingApp({ '/headers': { ttl }, '/bytes': { ttl }, '/stream': { ttl } })
    app.get('/headers', { inputs: { request } }, ({ request }) => ran(request.headers().length))
    app.get('/bytes', { inputs: { request } }, async ({ request }) => ran((await request.bytes()).length))
    app.get('/stream', { inputs: { request } }, ({ request }) => ran(typeof request.stream()))
    await using client = await testClient(app)
    for (const address of ['/headers', '/bytes', '/stream', '/headers', '/bytes', '/stream'])
      expect((await client.get(address)).status).toBe(200)
    expect(runs.count).toBe(6)
  })

  it('keeps apart what was made of other lines of a header, although they read the same when they are joined', async () => {
    const caches = cache({ redisUrl: false, namespaces: { answers: answers({ ttl, entries: 10 }) } })
    const count: Middleware = (exchange, next) => {
      const lines = exchange.headerValues('x-line').length
      return mapAnswer(next(), (answer) => {
        answer.set('x-lines', String(lines))
        return answer
      })
    }
    const middleware = [cachedAnswers({ caches, routes: { '/': { ttl } } }), count]
    const app = new App({ title: 'Lines', version: '1.0.0', log: silentLogger, middleware })
    app.get('/', {}, () => 'here')
    await using server = await serve(app, { port: 0, host: '127.0.0.1', announce: false, signals: false })
    for (const lines of [['a, b'], ['a', 'b'], ['a, b'], ['a', 'b']])
      expect(await linesCounted(server.port, lines)).toBe(String(lines.length))
  })

  it('lets nobody wait in vain: what could not be shared the last time is made at once', async () => {
    const { app } = countingApp({ '/mine': { ttl } })
    let inside = 0
    let most = 0
    app.get('/mine', { inputs: { user: cookie(z.string()) } }, async ({ user }) => {
      most = Math.max(most, (inside += 1))
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside -= 1
      return user
    })
    await using client = await testClient(app)
    const ask = (user: string) => client.get('/mine', { headers: { cookie: `user=${user}` } })
    await ask('first')
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(`u${at}`)))
    expect(answers.map((answer) => answer.json())).toEqual(answers.map((_, at) => `u${at}`))
    expect(most).toBe(20)
  })

  it('gives bytes again as they were, and keeps nothing of a HEAD that comes first', async () => {
    const caches = cache({ redisUrl: false, namespaces: { answers: answers({ ttl: '5m', entries: 10 }) } })
    const packed = Uint8Array.of(0, 200, 255)
    const pack: Middleware = (_exchange, next) =>
      mapAnswer(next(), (answer) => new Answer(answer.status, answer.headers, packed))
    const shared = cachedAnswers({ caches, routes: { '/packed': { ttl } } })
    const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger, middleware: [shared, pack] })
    app.get('/packed', {}, () => 'packed')
    await using client = await testClient(app)
    await client.request('HEAD', '/packed')
    expect((await client.get('/packed')).headers.get('cache-status')).toBe('vivace; fwd=miss; stored')
    const again = await client.get('/packed')
    expect([again.headers.get('cache-status'), [...again.bytes()]]).toEqual(['vivace; hit', [...packed]])
  })

  it('shares no errors, and nothing of routes that are not listed', async () => {
    const { app, runs, ran } = countingApp({ '/items/{id}': { ttl } })
    app.get('/items/{id}', {}, () => ran(Promise.reject(new HttpError(404, { code: 'not-found' }))))
    app.get('/items/search', {}, () => ran('found'))
    app.get('/other', {}, () => ran('other'))
    await using client = await testClient(app)
    for (const address of ['/items/1', '/items/search', '/other']) {
      await client.get(address)
      await client.get(address)
    }
    expect(runs.count).toBe(6)
  })

  it('lets nobody past a guard who has no key, whatever was kept for somebody who has one', async () => {
    const { app } = countingApp({ '/reports': { ttl } })
    const key = apiKey({ in: 'header', name: 'x-key' })
    const guard = dependency({ key }, ({ key }) => {
      if (key !== 'right') throw new HttpError(403, { code: 'forbidden' })
    })
    app.get('/reports', { dependencies: [guard] }, () => 'secret')
    await using client = await testClient(app)
    const ask = async (headers: Readonly<Record<string, string>>) =>
      (await client.get('/reports', { headers })).status
    for (let round = 0; round < 2; round += 1) {
      expect(await ask({ 'x-key': 'right' })).toBe(200)
      expect(await ask({ 'x-key': 'wrong' })).toBe(403)
      expect(await ask({})).toBe(401)
    }
  })

  it('gives none of two users what belongs to the other, in 10,000 requests (T55)', async () => {
    const { app, runs, ran } = countingApp({
      '/token': { ttl },
      '/cookie': { ttl },
      '/key': { ttl },
      '/query': { ttl },
      '/public': { ttl },
    })
    app.get('/token', { inputs: { user: bearer() } }, ({ user }) => ran({ user }))
    app.get('/cookie', { inputs: { user: cookie(z.string()) } }, ({ user }) => ran({ user }))
    app.get('/key', { inputs: { user: apiKey({ in: 'header', name: 'x-key' }) } }, ({ user }) =>
      ran({ user }),
    )
    app.get('/query', { inputs: { user: apiKey({ in: 'query', name: 'key' }) } }, ({ user }) => ran({ user }))
    app.get('/public', {}, () => ran({ user: 'anybody' }))
    await using client = await testClient(app)
    const ask = async (route: string, user: string) => {
      const headers = { authorization: `Bearer ${user}`, cookie: `user=${user}`, 'x-key': user }
      const { authorization, ...others } = headers
      const answer = await client.get(route === '/query' ? `/query?key=${user}` : route, {
        headers: route === '/token' ? { authorization } : others,
      })
      const expected = route === '/public' ? 'anybody' : user
      return JSON.stringify(answer.json()) === JSON.stringify({ user: expected })
    }
    const routes = ['/token', '/cookie', '/key', '/query', '/public']
    let wrong = 0
    for (let round = 0; round < 1_000; round += 1) {
      const right = await Promise.all(
        routes.flatMap((route) => ['ada', 'bob'].map((user) => ask(route, user))),
      )
      wrong += right.filter((isRight) => !isRight).length
    }
    expect(wrong).toBe(0)
    // Two of a token and of a cookie each time, the other routes once for each user or for all.
    expect(runs.count).toBe(4_000 + 5)
  })
})

/** Sends a header in so many lines, as no `fetch` does. */
function linesCounted(port: number, lines: readonly string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-line': [...lines] }
    get({ host: '127.0.0.1', port, headers }, (answer) => {
      answer.resume()
      resolve(answer.headers['x-lines'])
    }).on('error', reject)
  })
}
