import { App, type AppMiddleware, clock, Router, silentLogger } from 'vivace'
import { cors } from 'vivace/middleware'
import { type FakeClock, fakeClock, testClient, type TestClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import {
  rateLimit,
  rateLimitGuard,
  RateLimitExceeded,
  rateLimiter,
  type RateLimitOptions,
} from '@vivace/limits'
import { told } from '../fixtures/problem.ts'

// Counted in memory, whatever the environment says.
const limiter = rateLimiter({ redis: '' })

interface Limited {
  readonly client: TestClient<App>
  readonly time: FakeClock
}

async function limited(
  limits: RateLimitOptions | readonly RateLimitOptions[],
  further: readonly AppMiddleware[] = [],
): Promise<Limited> {
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: silentLogger,
    trustedProxies: ['127.0.0.1'],
    middleware: [rateLimit(limits, { limiter }), ...further],
  })
  const time = fakeClock('2026-01-01T00:00:00Z')
  app.override(clock, () => time)
  app.get('/', {}, () => 'here')
  app.get('/broken', {}, () => {
    throw new Error('no')
  })
  return { client: await testClient(app), time }
}

const from = (address: string): { readonly headers: Readonly<Record<string, string>> } => ({
  headers: { 'x-forwarded-for': address },
})

describe('rateLimit()', () => {
  it('lets as many requests of a client pass as the limit says, and says how many are left', async () => {
    const { client } = await limited({ limit: 2, per: '1m' })
    const policy = '"default";q=2;w=60'
    expect(told(await client.get('/'))).toEqual({
      status: 200,
      policy,
      limit: '"default";r=1;t=60',
      retryAfter: null,
    })
    expect(told(await client.get('/'))).toEqual({
      status: 200,
      policy,
      limit: '"default";r=0;t=60',
      retryAfter: null,
    })
    expect(told(await client.get('/'))).toEqual({
      status: 429,
      policy,
      limit: '"default";r=0;t=60',
      retryAfter: '60',
    })
  })

  it('answers 429 as a problem that names the limits', async () => {
    const { client } = await limited({ limit: 1, per: '1m' })
    await client.get('/')
    const answer = await client.get('/')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json()).toEqual({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      title: 'Too many requests',
      status: 429,
      detail: 'Try again in 60 seconds.',
      code: 'rate-limit-exceeded',
      'violated-policies': ['default'],
    })
  })

  it('gives each request back when its window is over, to the second that Retry-After says', async () => {
    const { client, time } = await limited({ limit: 2, per: '1m' })
    await client.get('/')
    await time.advance('30s')
    await client.get('/')
    expect(told(await client.get('/'))).toMatchObject({ status: 429, retryAfter: '30' })
    await time.advance('29s')
    expect(told(await client.get('/'))).toMatchObject({ status: 429, retryAfter: '1' })
    await time.advance('1s')
    expect(told(await client.get('/'))).toMatchObject({ status: 200, limit: '"default";r=0;t=30' })
    expect(told(await client.get('/'))).toMatchObject({ status: 429, retryAfter: '30' })
  })

  it.each([
    ['on', 3_600_000],
    ['back', -3_600_000],
  ])('is the same when the clock of the machine is set %s by an hour', async (_case, by) => {
    const { client, time } = await limited({ limit: 1, per: '1m' })
    expect((await client.get('/')).status).toBe(200)
    time.setBy(by)
    const refused = await client.get('/')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    await time.advance('1m')
    expect((await client.get('/')).status).toBe(200)
  })

  it('never lets more pass around the end of a minute, as fixed windows do', async () => {
    const { client, time } = await limited({ limit: 100, per: '1m' })
    const passed = async (): Promise<number> => {
      const answers = await Promise.all(Array.from({ length: 150 }, () => client.get('/')))
      return answers.filter(({ status }) => status === 200).length
    }
    await time.advanceTo('2026-01-01T00:00:59.900Z')
    expect(await passed()).toBe(100)
    await time.advance('200ms')
    expect(await passed()).toBe(0)
    await time.advanceTo('2026-01-01T00:01:59.900Z')
    expect(await passed()).toBe(100)
  })

  it('counts requests that fail and those without a route, and says so on their answers', async () => {
    const { client } = await limited({ limit: 5, per: '1m' })
    expect(told(await client.get('/broken'))).toMatchObject({ status: 500, limit: '"default";r=4;t=60' })
    expect(told(await client.get('/nothing'))).toMatchObject({ status: 404, limit: '"default";r=3;t=60' })
  })

  it('counts HEAD and does not count OPTIONS: a preflight is answered however much was asked', async () => {
    const { client } = await limited({ limit: 1, per: '1m' }, [cors({ origins: ['https://app.example'] })])
    expect((await client.head('/')).status).toBe(200)
    expect((await client.head('/')).status).toBe(429)
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' }
    expect(told(await client.options('/', { headers }))).toMatchObject({ status: 204, limit: null })
  })

  it('counts by the address of the client as trusted proxies tell it, and by no header of others', async () => {
    const { client } = await limited({ limit: 1, per: '1m' })
    const status = async (address: string): Promise<number> => (await client.get('/', from(address))).status
    expect(await status('203.0.113.7')).toBe(200)
    expect(await status('203.0.113.8')).toBe(200)
    expect(await status('203.0.113.7')).toBe(429)
    expect(await status('198.51.100.1, 203.0.113.7')).toBe(429)
    const app = new App({
      title: 'Shop',
      version: '1.0.0',
      middleware: [rateLimit({ limit: 1, per: '1m' }, { limiter })],
    })
    app.get('/', {}, () => 'here')
    await using untrusting = await testClient(app)
    expect((await untrusting.get('/', from('203.0.113.7'))).status).toBe(200)
    expect((await untrusting.get('/', from('203.0.113.8'))).status).toBe(429)
  })

  it('counts an IPv6 client by its /64, and IPv4 in IPv6 as IPv4', async () => {
    const { client } = await limited({ limit: 2, per: '1m' })
    const statuses: number[] = []
    for (let at = 0; at < 200; at++)
      statuses.push((await client.get('/', from(`[2001:db8:1:2:${at.toString(16)}::${at}]`))).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(2)
    expect((await client.get('/', from('[2001:db8:1:3::1]'))).status).toBe(200)
    await client.get('/', from('203.0.113.7'))
    await client.get('/', from('[::ffff:203.0.113.7]'))
    expect((await client.get('/', from('203.0.113.7'))).status).toBe(429)
  })

  it('counts IPv6 by another length of networks if it is told so', async () => {
    const { client } = await limited({ limit: 1, per: '1m', ipv6Prefix: 48 })
    expect((await client.get('/', from('[2001:db8:1:2::1]'))).status).toBe(200)
    expect((await client.get('/', from('[2001:db8:1:ffff::1]'))).status).toBe(429)
    expect((await client.get('/', from('[2001:db8:2::1]'))).status).toBe(200)
  })

  it('counts by what a function names, and by address where it names nothing', async () => {
    const { client } = await limited({ limit: 1, per: '1m', by: (exchange) => exchange.header('x-api-key') })
    const status = async (key?: string): Promise<number> =>
      (await client.get('/', key === undefined ? {} : { headers: { 'x-api-key': key } })).status
    expect([await status('a'), await status('b'), await status()]).toEqual([200, 200, 200])
    expect([await status('a'), await status('b'), await status()]).toEqual([429, 429, 429])
  })

  it('takes what a request costs, and lets pass uncounted what it skips', async () => {
    const { client } = await limited({
      limit: 10,
      per: '1m',
      cost: (exchange) => Number(exchange.header('x-cost') ?? 1),
      skip: (exchange) => exchange.header('x-internal') === 'yes',
    })
    const answer = async (headers: Readonly<Record<string, string>>): Promise<unknown> => {
      const { status, limit } = told(await client.get('/', { headers }))
      return [status, limit]
    }
    expect(await answer({ 'x-cost': '7' })).toEqual([200, '"default";r=3;t=60'])
    expect(await answer({ 'x-cost': '4' })).toEqual([429, '"default";r=3;t=60'])
    expect(await answer({ 'x-cost': '0' })).toEqual([200, '"default";r=3;t=60'])
    expect(await answer({ 'x-cost': '100', 'x-internal': 'yes' })).toEqual([200, null])
    expect(await answer({ 'x-cost': '-1' })).toEqual([500, null])
  })

  it('tells every policy of several limits, and how it stands with the strictest', async () => {
    const { client, time } = await limited([
      { name: 'burst', limit: 2, per: '1s' },
      { name: 'minute', limit: 3, per: '1m' },
    ])
    const policy = '"burst";q=2;w=1, "minute";q=3;w=60'
    expect(told(await client.get('/'))).toMatchObject({ status: 200, policy, limit: '"burst";r=1;t=1' })
    await client.get('/')
    expect(told(await client.get('/'))).toMatchObject({
      status: 429,
      limit: '"burst";r=0;t=1',
      retryAfter: '1',
    })
    await time.advance('1s')
    expect(told(await client.get('/'))).toMatchObject({ status: 200, limit: '"minute";r=0;t=59' })
    const refused = await client.get('/')
    expect(told(refused)).toMatchObject({ status: 429, limit: '"minute";r=0;t=59', retryAfter: '59' })
    expect(refused.json()).toMatchObject({ 'violated-policies': ['minute'] })
  })

  it('stands beside a guard further in: the answer has the items of both', async () => {
    const { client } = await limited({ limit: 10, per: '1m' })
    const router = new Router({
      dependencies: [rateLimitGuard({ name: 'search', limit: 3, per: '1m' }, { limiter })],
    })
    router.get('/search', {}, () => [])
    const app = new App({
      title: 'Shop',
      version: '1.0.0',
      middleware: [rateLimit({ limit: 10, per: '1m' }, { limiter })],
    })
    app.include(router)
    await using both = await testClient(app)
    expect(told(await both.get('/search'))).toMatchObject({
      policy: '"search";q=3;w=60, "default";q=10;w=60',
      limit: '"search";r=2;t=60, "default";r=9;t=60',
    })
    await client.close()
  })

  it('is documented where the app lists its error', () => {
    const app = new App({
      title: 'Shop',
      version: '1.0.0',
      middleware: [rateLimit({ limit: 1, per: '1m' })],
      errors: [RateLimitExceeded],
    })
    app.get('/', {}, () => 'here')
    const answer = app.openapi().paths?.['/']?.get?.responses?.['429']
    expect(answer).toMatchObject({
      headers: { 'retry-after': {}, ratelimit: {}, 'ratelimit-policy': {} },
      content: { 'application/problem+json': { schema: {} } },
    })
  })

  it.each([
    [{ limit: 0, per: '1m' }, '0 is not a number of requests'],
    [{ limit: 1.5, per: '1m' }, '1.5 is not a number of requests'],
    [{ limit: 1, per: '500ms' }, '"500ms" is no window'],
    [{ limit: 1, per: 0 }, '0 is no window'],
    [{ limit: 1, per: '1m', name: 'a"b' }, '"a\\"b" is no name of a limit'],
    [{ limit: 1, per: '1m', ipv6Prefix: 129 }, '129 is not a length of IPv6 networks'],
    [{ limit: 1, per: '1m', cost: 2 }, 'a request that costs 2 never passes a limit of 1'],
    [[], 'there is no limit in the list'],
    [
      [
        { limit: 1, per: '1m' },
        { limit: 2, per: '1h' },
      ],
      'two limits are named "default"',
    ],
  ] as const)('refuses %j', (limits, cause) => {
    expect(() => rateLimit(limits)).toThrowError(cause)
    expect(() => rateLimit(limits)).toThrowError('RATE_LIMIT_INVALID')
  })
})
