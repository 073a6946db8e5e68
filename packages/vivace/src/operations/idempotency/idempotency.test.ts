import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { deferred } from '../../../tests/fixtures/deferred.ts'
import { testApp } from '../../../tests/fixtures/test-app.ts'
import { dependency, singleton } from '../../dependencies/index.ts'
import { HttpError } from '../../errors/index.ts'
import { body, form, header, query, response } from '../../inputs/index.ts'
import { reply, stream } from '../../responses/index.ts'
import { apiKey, bearer } from '../../security/index.ts'
import {
  fakeClock,
  idempotencyStoreChecks,
  type TestAnswer,
  testClient,
  type TestClient,
} from '../../testing/index.ts'
import { idempotencyKeys, type IdempotencyOptions } from './idempotency-keys.ts'
import { memoryIdempotencyStore } from './memory-idempotency-store.ts'

const Order = z.object({ item: z.string() })

/** An app that counts the orders it has taken. */
function shop(options: Partial<IdempotencyOptions> = {}) {
  const { app, log } = testApp({ openapiUrl: '/openapi.json' })
  const taken: string[] = []
  const idempotency = idempotencyKeys({ store: memoryIdempotencyStore(), ...options })
  app.post(
    '/orders',
    { idempotency, inputs: { order: body(Order), response }, returns: { 201: z.object({ id: z.int() }) } },
    ({ order, response }) => {
      taken.push(order.item)
      response.header('x-order', String(taken.length))
      response.cookie('basket', '')
      return reply(201, { id: taken.length }, { headers: { location: `/orders/${taken.length}` } })
    },
  )
  return { app, log, taken, idempotency }
}

type Sent = Readonly<Record<string, string>>

/** Orders a cup, or the item that the headers name. */
function order(client: TestClient, key: string | undefined, headers: Sent = {}): Promise<TestAnswer> {
  const { item = 'cup', ...others } = headers
  const keyed = key === undefined ? others : { 'idempotency-key': key, ...others }
  return client.post('/orders', { json: { item }, headers: keyed })
}

describe('a route with idempotency keys', () => {
  it('does once what is sent twice, and answers the second time as the first', async () => {
    const { app, taken } = shop()
    await using client = await testClient(app)
    client.cookies.clear()
    const first = await order(client, 'k1')
    client.cookies.clear()
    const second = await order(client, '"k1"')
    expect(taken).toEqual(['cup'])
    expect([second.status, second.json()]).toEqual([201, { id: 1 }])
    expect(second.headers.get('location')).toBe('/orders/1')
    expect(second.headers.get('x-order')).toBe('1')
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(first.headers.get('set-cookie')).toContain('basket')
    expect(second.headers.get('set-cookie')).toBeNull()
  })

  it('does twice what is sent under two keys, and without a key', async () => {
    const { app, taken } = shop()
    await using client = await testClient(app)
    for (const key of ['k1', 'k2', undefined, undefined]) expect((await order(client, key)).status).toBe(201)
    expect(taken).toHaveLength(4)
  })

  it('demands a key where it is required', async () => {
    const { app, taken } = shop({ required: true })
    await using client = await testClient(app)
    const answer = await order(client, undefined)
    expect([answer.status, answer.json()]).toMatchObject([400, { code: 'idempotency-key-missing' }])
    expect(taken).toEqual([])
  })

  it.each(['', ' ', 'a b', 'a, b', '"a', '"a" "b"', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    const { app, taken } = shop()
    await using client = await testClient(app)
    const answer = await order(client, key)
    expect([answer.status, answer.json()]).toMatchObject([400, { code: 'idempotency-key-invalid' }])
    expect(taken).toEqual([])
  })

  it('answers 422 to a key that was used for another body or query', async () => {
    const { app, taken } = shop()
    await using client = await testClient(app)
    await order(client, 'k1')
    client.cookies.clear()
    const other = await order(client, 'k1', { item: 'pot' })
    expect([other.status, other.json()]).toMatchObject([422, { code: 'idempotency-key-reused' }])
    client.cookies.clear()
    const elsewhere = await client.post('/orders?a=1', {
      json: { item: 'cup' },
      headers: { 'idempotency-key': 'k1' },
    })
    expect(elsewhere.status).toBe(422)
    expect(taken).toEqual(['cup'])
  })

  it('answers 409 while the first request is being answered, and does it once', async () => {
    const { app } = testApp()
    const done = deferred<undefined>()
    let count = 0
    const idempotency = idempotencyKeys({ store: memoryIdempotencyStore() })
    app.post('/', { idempotency }, async () => {
      count += 1
      await done.promise
      return count
    })
    await using client = await testClient(app)
    const headers = { 'idempotency-key': 'k1' }
    const answers = Array.from({ length: 20 }, () => client.post('/', { headers }))
    let refused = 0
    for (const answer of answers) {
      void answer.then(({ status }) => {
        refused += status === 409 ? 1 : 0
        if (refused === 19) done.resolve(undefined)
      })
    }
    const all = await Promise.all(answers)
    const late = all.find(({ status }) => status === 409)
    expect(late?.json()).toMatchObject({ code: 'idempotency-key-in-use' })
    expect(late?.headers.get('retry-after')).toBe('1')
    const statuses = all.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
    expect((await client.post('/', { headers })).json()).toBe(1)
    expect(count).toBe(1)
  })

  it.each([
    [
      'was thrown as an error of the client',
      () => {
        throw new HttpError(409)
      },
      409,
    ],
    [
      'was thrown as an error of ours',
      () => {
        throw new Error('x')
      },
      500,
    ],
    ['is 500 or more', () => reply(503, null), 503],
  ] as const)('does again what %s', async (_what, handler, status) => {
    const { app } = testApp()
    let count = 0
    app.post('/', { idempotency: idempotencyKeys({ store: memoryIdempotencyStore() }) }, () => {
      count += 1
      return count === 1 ? handler() : 'done'
    })
    await using client = await testClient(app)
    const headers = { 'idempotency-key': 'k1' }
    expect((await client.post('/', { headers })).status).toBe(status)
    const again = await client.post('/', { headers })
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null])
    expect((await client.post('/', { headers })).headers.get('idempotent-replayed')).toBe('true')
    expect(count).toBe(2)
  })

  it('does again what could not be committed, and keeps an answer only after that', async () => {
    const { app } = testApp()
    let commits = 0
    const transaction = dependency({}, function* () {
      yield 'tx'
      commits += 1
      if (commits === 1) throw new Error('serialization failure')
    })
    const idempotency = idempotencyKeys({ store: memoryIdempotencyStore() })
    app.post('/', { idempotency, inputs: { transaction } }, () => 'done')
    await using client = await testClient(app)
    const headers = { 'idempotency-key': 'k1' }
    expect((await client.post('/', { headers })).status).toBe(500)
    expect((await client.post('/', { headers })).status).toBe(200)
    expect((await client.post('/', { headers })).headers.get('idempotent-replayed')).toBe('true')
    expect(commits).toBe(2)
  })

  it('does again what was not valid', async () => {
    const { app, taken } = shop()
    await using client = await testClient(app)
    const headers = { 'idempotency-key': 'k1' }
    expect((await client.post('/orders', { json: { item: 7 }, headers })).status).toBe(422)
    expect((await order(client, 'k1')).status).toBe(201)
    expect(taken).toEqual(['cup'])
  })

  it('keeps bytes as they are, and no stream nor what is too large, which is not done again either', async () => {
    const { app } = testApp()
    let count = 0
    const idempotency = idempotencyKeys({ store: memoryIdempotencyStore(), maxSize: '10b' })
    app.post('/stream', { idempotency, returns: stream() }, async function* () {
      count += 1
      yield 'a'
    })
    app.post('/large', { idempotency }, () => 'ñ'.repeat(++count + 5))
    await using client = await testClient(app)
    for (const path of ['/stream', '/large']) {
      const headers = { 'idempotency-key': path }
      expect((await client.post(path, { headers })).status).toBe(200)
      const again = await client.post(path, { headers })
      expect([again.status, again.json()]).toMatchObject([409, { code: 'idempotency-answer-not-kept' }])
    }
    expect(count).toBe(2)
  })

  it('forgets the answer after its time', async () => {
    const clock = fakeClock()
    const { app, taken } = shop({ store: memoryIdempotencyStore({ clock }), ttl: '1h' })
    await using client = await testClient(app)
    await order(client, 'k1')
    client.cookies.clear()
    await clock.advance('59m')
    expect((await order(client, 'k1')).headers.get('idempotent-replayed')).toBe('true')
    await clock.advance('1m')
    expect((await order(client, 'k1')).headers.get('idempotent-replayed')).toBeNull()
    expect(taken).toHaveLength(2)
  })

  it('is there for what a store that fails when it keeps has let through', async () => {
    const memory = memoryIdempotencyStore()
    const store = { ...memory, save: () => Promise.reject(new Error('no connection')) }
    const { app, log } = shop({ store })
    await using client = await testClient(app)
    expect((await order(client, 'k1')).status).toBe(201)
    expect(log.lines).toMatchObject([
      { level: 'error', message: expect.stringContaining('could not be kept') },
    ])
  })

  it.each([
    ['GET', 'be sent again anyway'],
    ['QUERY', 'be sent again anyway'],
  ] as const)('is a mistake for %s', (method, cause) => {
    const { app } = testApp()
    const idempotency = idempotencyKeys({ store: memoryIdempotencyStore() })
    app[method === 'GET' ? 'get' : 'query']('/', { idempotency }, () => 1)
    expect(() => app.descriptions()).toThrow(cause)
  })

  it('is a mistake for a form', () => {
    const { app } = testApp()
    const idempotency = idempotencyKeys({ store: memoryIdempotencyStore() })
    app.post('/', { idempotency, inputs: { a: form(z.string()) } }, () => 1)
    expect(() => app.descriptions()).toThrow('IDEMPOTENCY_UNSUPPORTED')
  })

  it('is documented: the header, and the errors', () => {
    const { app } = shop({ required: true })
    const operation = app.openapi().paths['/orders']?.['post']
    expect(operation?.parameters).toMatchObject([
      { in: 'header', name: 'idempotency-key', required: true, schema: { type: 'string', maxLength: 255 } },
    ])
    expect(Object.keys(operation?.responses ?? {})).toEqual(['201', '400', '409', '422', 'default'])
    expect(shop().app.openapi().paths['/orders']?.['post']?.parameters?.[0]?.required).not.toBe(true)
  })
})

describe('an idempotency key', () => {
  it('belongs to the credential: nobody is answered with the answer of another', async () => {
    const { app, taken } = shop()
    await using client = await testClient(app)
    const ways = [
      { authorization: 'Bearer a' },
      { authorization: 'Bearer b' },
      { cookie: 's=1' },
      { cookie: 's=2' },
    ]
    for (const headers of ways) {
      client.cookies.clear()
      expect((await order(client, 'k1', headers)).headers.get('idempotent-replayed')).toBeNull()
    }
    expect(taken).toHaveLength(4)
    client.cookies.clear()
    const again = await order(client, 'k1', { authorization: 'Bearer a' })
    expect(again.json()).toEqual({ id: 1 })
  })

  it('belongs to the API key where the route demands one', async () => {
    const { app } = testApp()
    let count = 0
    const idempotency = idempotencyKeys({ store: memoryIdempotencyStore() })
    app.post('/', { idempotency, inputs: { key: apiKey({ in: 'header', name: 'X-Key' }) } }, () => ++count)
    await using client = await testClient(app)
    for (const key of ['a', 'b', 'a'])
      await client.post('/', { headers: { 'x-key': key, 'idempotency-key': 'k' } })
    expect(count).toBe(2)
  })

  it('belongs to the user where the route says who that is, whatever the token', async () => {
    const user = dependency({ token: bearer() }, ({ token }) => token.split('.')[0] ?? '')
    const { app, taken } = shop({ scope: user })
    await using client = await testClient(app)
    for (const token of ['ann.1', 'ann.2', 'ben.1']) {
      client.cookies.clear()
      await order(client, 'k1', { authorization: `Bearer ${token}` })
    }
    expect(taken).toHaveLength(2)
    expect((await order(client, 'k1')).status).toBe(401)
  })

  it('does not open the door: guards come first, for what was answered before as well', async () => {
    const { app } = testApp()
    const guard = dependency({ token: header(z.string(), { name: 'x-token' }) }, ({ token }) => {
      if (token !== 'good') throw new HttpError(403)
    })
    const idempotency = idempotencyKeys({ store: memoryIdempotencyStore() })
    app.post(
      '/',
      { idempotency, dependencies: [guard], inputs: { q: query(z.string().optional()) } },
      () => 1,
    )
    await using client = await testClient(app)
    const send = async (token: string): Promise<number> =>
      (await client.post('/', { headers: { 'x-token': token, 'idempotency-key': 'k' } })).status
    expect([await send('good'), await send('bad'), await send('good')]).toEqual([200, 403, 200])
  })

  it('is kept in a store that is a singleton', async () => {
    const store = singleton({}, () => memoryIdempotencyStore())
    const { app, taken } = shop({ store })
    await using client = await testClient(app)
    await order(client, 'k1')
    client.cookies.clear()
    await order(client, 'k1')
    expect(taken).toHaveLength(1)
  })
})

describe('memoryIdempotencyStore()', () => {
  for (const { name, check } of idempotencyStoreChecks(() => memoryIdempotencyStore())) it(name, check)

  it('lets the oldest answers go for new keys, and none that is being answered', async () => {
    const store = memoryIdempotencyStore({ keys: 2 })
    const claim = (key: string): unknown =>
      store.claim(key, { owner: key, fingerprint: key, lifetime: 1_000 })
    claim('open')
    claim('a')
    await store.save('a', { owner: 'a', record: { fingerprint: 'a', outcome: 'not-kept' }, lifetime: 1_000 })
    expect(claim('b')).toBeUndefined()
    expect([claim('open'), claim('a')]).toEqual([{ fingerprint: 'open' }, undefined])
  })
})

describe('idempotencyStoreChecks()', () => {
  it('finds the faults of a store that does nothing right', async () => {
    const broken = { claim: () => undefined, save: () => undefined, release: () => undefined }
    const verdicts = await Promise.allSettled(
      idempotencyStoreChecks(() => broken).map(({ check }) => check()),
    )
    const passed = verdicts.filter(({ status }) => status === 'fulfilled')
    // Those that only ask that keys are given away.
    expect(passed).toHaveLength(3)
  })
})
