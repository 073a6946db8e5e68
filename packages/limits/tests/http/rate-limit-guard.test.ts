import {
  apiKey,
  App,
  bearer,
  body,
  clock,
  dependency,
  type Dependency,
  HttpError,
  query,
  Router,
  silentLogger,
  socket,
} from 'vivace'
import { type FakeClock, fakeClock, HandshakeRefused, testClient, type TestClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { rateLimitGuard, type RateLimitGuardOptions, rateLimiter, type RateLimitState } from '@vivace/limits'
import { told } from '../fixtures/problem.ts'

// Counted in memory, whatever the environment says.
const limiter = rateLimiter({ redis: '' })
const guard = (
  limits: RateLimitGuardOptions | readonly RateLimitGuardOptions[],
): Dependency<RateLimitState | undefined, 'request'> => rateLimitGuard(limits, { limiter })

const shop = (): App => new App({ title: 'Shop', version: '1.0.0', log: silentLogger })

async function started(app: App): Promise<{ readonly client: TestClient<App>; readonly time: FakeClock }> {
  const time = fakeClock('2026-01-01T00:00:00Z')
  app.override(clock, () => time)
  return { client: await testClient(app), time }
}

const token = bearer()
const userId = dependency({ token }, ({ token }) => {
  if (!token.startsWith('user-')) throw new HttpError(403)
  return token.slice('user-'.length)
})
const as = (user: string): { readonly headers: Readonly<Record<string, string>> } => ({
  headers: { authorization: `Bearer user-${user}` },
})

describe('rateLimitGuard()', () => {
  it('limits the routes that list it, together, and no others', async () => {
    const app = shop()
    const dependencies = [guard({ name: 'write', limit: 2, per: '1m' })]
    app.post('/items', { dependencies }, () => null)
    app.post('/notes', { dependencies }, () => null)
    app.get('/items', {}, () => [])
    const { client, time } = await started(app)
    expect(told(await client.post('/items'))).toEqual({
      status: 200,
      policy: '"write";q=2;w=60',
      limit: '"write";r=1;t=60',
      retryAfter: null,
    })
    await client.post('/notes')
    expect(told(await client.post('/items'))).toMatchObject({ status: 429, retryAfter: '60' })
    expect(told(await client.get('/items'))).toMatchObject({ status: 200, limit: null })
    await time.advance('1m')
    expect((await client.post('/items')).status).toBe(200)
  })

  it('lets each route count by itself where it is told so; HEAD is one with GET', async () => {
    const router = new Router({
      prefix: '/v1',
      dependencies: [guard({ name: 'route', limit: 1, per: '1m', perRoute: true })],
    })
    router.get('/items/{id}', {}, () => null)
    router.put('/items/{id}', {}, () => null)
    router.get('/notes', {}, () => null)
    const app = shop()
    app.include(router)
    const { client } = await started(app)
    expect((await client.get('/v1/items/1')).status).toBe(200)
    expect((await client.put('/v1/items/1')).status).toBe(200)
    expect((await client.get('/v1/notes')).status).toBe(200)
    expect((await client.get('/v1/items/2')).status).toBe(429)
    expect((await client.head('/v1/items/3')).status).toBe(429)
  })

  it('counts by user, who is asked for first: 401 and 403 are not counted', async () => {
    const app = shop()
    app.get('/', { dependencies: [guard({ name: 'user', limit: 1, per: '1h', by: userId })] }, () => null)
    const { client } = await started(app)
    expect((await client.get('/')).status).toBe(401)
    expect((await client.get('/', { headers: { authorization: 'Bearer other' } })).status).toBe(403)
    expect((await client.get('/', as('ann'))).status).toBe(200)
    expect((await client.get('/', as('ann'))).status).toBe(429)
    expect((await client.get('/', as('bob'))).status).toBe(200)
  })

  it('counts by API key, and by address those without one', async () => {
    const app = shop()
    const key = apiKey({ in: 'header', name: 'X-API-Key', optional: true })
    app.get('/', { dependencies: [guard({ name: 'key', limit: 1, per: '1m', by: key })] }, () => null)
    const { client } = await started(app)
    const status = async (key?: string): Promise<number> =>
      (await client.get('/', key === undefined ? {} : { headers: { 'x-api-key': key } })).status
    expect([await status('a'), await status('b'), await status()]).toEqual([200, 200, 200])
    expect([await status('a'), await status('b'), await status()]).toEqual([429, 429, 429])
  })

  it('says how many are left on answers that fail as well: a wrong password is told what it has cost', async () => {
    const app = shop()
    app.post('/login', { dependencies: [guard({ name: 'login', limit: 5, per: '1m' })] }, () => {
      throw new HttpError(401)
    })
    app.post('/broken', { dependencies: [guard({ name: 'broken', limit: 5, per: '1m' })] }, () => {
      throw new Error('no')
    })
    const { client } = await started(app)
    expect(told(await client.post('/login'))).toMatchObject({ status: 401, limit: '"login";r=4;t=60' })
    expect(told(await client.post('/broken'))).toMatchObject({ status: 500, limit: '"broken";r=4;t=60' })
  })

  it('refuses before a body is judged, and before the dependencies that cost something are made', async () => {
    const made: string[] = []
    const connection = dependency({}, () => made.push('connection'))
    const app = shop()
    app.post(
      '/items',
      {
        dependencies: [guard({ name: 'write', limit: 1, per: '1m' })],
        inputs: { item: body(z.object({ name: z.string() })), connection },
      },
      () => null,
    )
    const { client } = await started(app)
    expect((await client.post('/items', { json: {} })).status).toBe(422)
    expect((await client.post('/items', { json: {} })).status).toBe(429)
    expect((await client.post('/items', { json: { name: 'pen' } })).status).toBe(429)
    expect(made).toEqual([])
  })

  it('takes what a request costs, as an input says', async () => {
    const app = shop()
    const cost = query(z.int().min(1).default(1), { name: 'count' })
    app.get('/', { dependencies: [guard({ name: 'export', limit: 10, per: '1m', cost })] }, () => null)
    app.get('/fixed', { dependencies: [guard({ name: 'fixed', limit: 10, per: '1m', cost: 5 })] }, () => null)
    const { client } = await started(app)
    expect(told(await client.get('/?count=8'))).toMatchObject({ status: 200, limit: '"export";r=2;t=60' })
    expect(told(await client.get('/?count=3'))).toMatchObject({ status: 429 })
    expect(told(await client.get('/?count=2'))).toMatchObject({ status: 200, limit: '"export";r=0;t=60' })
    expect((await client.get('/?count=x')).status).toBe(422)
    expect(told(await client.get('/fixed'))).toMatchObject({ limit: '"fixed";r=5;t=60' })
  })

  it('does not count what it is told to skip', async () => {
    const app = shop()
    const key = apiKey({ in: 'header', name: 'X-Internal', optional: true })
    const skip = dependency({ key }, ({ key }) => key === 'ours')
    app.get('/', { dependencies: [guard({ name: 'x', limit: 1, per: '1m', skip })] }, () => null)
    const { client } = await started(app)
    const internal = { headers: { 'x-internal': 'ours' } }
    for (let at = 0; at < 3; at++)
      expect(told(await client.get('/', internal))).toMatchObject({ status: 200, limit: null })
    expect((await client.get('/')).status).toBe(200)
    expect((await client.get('/')).status).toBe(429)
  })

  it('takes from all of several limits or from none', async () => {
    const app = shop()
    const both = guard([
      { name: 'user', limit: 3, per: '1m', by: userId },
      { name: 'address', limit: 5, per: '1m' },
    ])
    app.get('/', { dependencies: [both] }, () => null)
    const { client } = await started(app)
    for (let at = 0; at < 3; at++) await client.get('/', as('ann'))
    const refused = await client.get('/', as('ann'))
    expect(refused.json()).toMatchObject({ 'violated-policies': ['user'] })
    expect(told(await client.get('/', as('bob')))).toMatchObject({
      status: 200,
      policy: '"user";q=3;w=60, "address";q=5;w=60',
      limit: '"address";r=1;t=60',
    })
  })

  it('gives the handler how it stands, if it is an input', async () => {
    const app = shop()
    app.get('/', { inputs: { quota: guard({ name: 'x', limit: 5, per: '1m' }) } }, ({ quota }) => quota)
    const { client } = await started(app)
    expect((await client.get('/')).json()).toEqual({ remaining: 4, resetAfter: 60_000, retryAfter: 0 })
  })

  it('limits the handshakes of channels', async () => {
    const app = shop()
    app.websocket(
      '/chat',
      { dependencies: [guard({ name: 'chat', limit: 1, per: '1m' })], inputs: { socket: socket() } },
      () => undefined,
    )
    const { client } = await started(app)
    await using _ = await client.websocket('/chat')
    const refusal: unknown = await client.websocket('/chat').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(HandshakeRefused)
    expect(refusal).toMatchObject({ answer: { status: 429 } })
  })

  it('is documented: the 429 with its headers and members, the 503 where the limit refuses when it is not counted', () => {
    const app = shop()
    app.post('/items', { dependencies: [guard({ name: 'write', limit: 2, per: '1m' })] }, () => null)
    const login = guard({ name: 'login', limit: 5, per: '1m', whenUnavailable: 'refuse' })
    app.post('/login', { dependencies: [login] }, () => null)
    const { paths } = app.openapi()
    expect(paths?.['/items']?.post?.responses?.['429']).toMatchObject({
      headers: {
        'retry-after': { schema: { type: 'string' } },
        ratelimit: { schema: { type: 'string' } },
        'ratelimit-policy': { schema: { type: 'string' } },
      },
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/RateLimitExceededProblem' } },
      },
    })
    expect(JSON.stringify(app.openapi())).toContain('violated-policies')
    expect(paths?.['/items']?.post?.responses).not.toHaveProperty('503')
    expect(paths?.['/login']?.post?.responses).toHaveProperty('503')
  })

  it('refuses what is no limit, and names the guard', () => {
    expect(() => guard({ name: 'login', limit: -1, per: '1m' })).toThrowError(
      "rateLimitGuard('login'): -1 is not a number of requests",
    )
    expect(() => guard({ name: 'login', limit: 1, per: '1m', cost: 2 })).toThrowError('RATE_LIMIT_INVALID')
  })
})
