import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { request } from '../inputs/index.ts'
import { testClient } from '../testing/index.ts'
import { csrf, type CsrfOptions } from './csrf.ts'

const partner = 'https://partner.example'

function shop(options: CsrfOptions = { origins: [partner] }) {
  let changes = 0
  const { app } = testApp({ middleware: [csrf(options)] })
  app.get('/', {}, () => changes)
  app.query('/', {}, () => changes)
  for (const method of ['post', 'put', 'patch', 'delete'] as const)
    app[method]('/', { inputs: { request } }, async ({ request }) => {
      await request.bytes()
      return ++changes
    })
  const send = async (method: string, headers: Record<string, string>): Promise<number> => {
    const sent = new Request('https://shop.example/', { method, headers })
    return (await app.fetch(sent)).status
  }
  return { app, send, changed: () => changes }
}

const cookie = 'session=1'
const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

/** What a browser says of where a request comes from, and whether it may change something with the cookies. */
const senders: readonly (readonly [Record<string, string>, boolean])[] = [
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://shop.example' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'cross-site', origin: partner }, true],
  [{ origin: 'https://shop.example' }, true],
  [{ origin: partner }, true],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' }, false],
  [{ 'sec-fetch-site': 'same-site', origin: 'https://blog.shop.example' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'null' }, false],
  [{ origin: 'https://evil.example', referer: 'https://shop.example/' }, false],
  [{ origin: 'https://shop.example.evil.example' }, false],
  [{ origin: 'http://shop.example' }, false],
  [{ origin: 'https://shop.example:8443' }, false],
  [{ origin: 'null' }, false],
  [{ referer: 'https://shop.example/' }, false],
  [{}, false],
]

/** 72 ways to change something: every sender with every method, in the content types that forms can send. */
const attempts = senders.flatMap(([headers, passes], at) =>
  methods.map((method, index) => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/json']
    return [method, { 'content-type': types[(at + index) % 3] ?? '', ...headers }, passes] as const
  }),
)

describe('csrf()', () => {
  it.each(attempts)('%s with cookies and %j passes: %s', async (method, headers, passes) => {
    const { send, changed } = shop()
    expect(await send(method, { cookie, ...headers })).toBe(passes ? 200 : 403)
    expect(changed()).toBe(passes ? 1 : 0)
  })

  it('lets programs pass that send no cookies, whatever they say', async () => {
    const { send, changed } = shop()
    for (const [headers] of senders) expect(await send('POST', headers)).toBe(200)
    expect(changed()).toBe(senders.length)
  })

  it('judges those as well if that is wanted', async () => {
    const { send } = shop({ always: true })
    expect(await send('POST', {})).toBe(403)
    expect(await send('POST', { 'sec-fetch-site': 'same-origin' })).toBe(200)
  })

  it.each(['GET', 'HEAD', 'OPTIONS', 'QUERY'])('lets %s pass, which changes nothing', async (method) => {
    const { send } = shop()
    const status = await send(method, {
      cookie,
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.example',
    })
    expect(status).toBeLessThan(300)
  })

  it('answers with a problem that middleware outside of it can add to', async () => {
    const { app } = shop()
    await using client = await testClient(app)
    const answer = await client.post('/', { headers: { cookie, origin: 'https://evil.example' } })
    expect([answer.status, answer.json()]).toMatchObject([403, { code: 'cross-site-request' }])
  })

  it.each(['https://shop.example/', '*', 'null', 'shop.example'])(
    'refuses the origin %j at start',
    (origin) => {
      expect(() => csrf({ origins: [origin] })).toThrow('CORS_ORIGIN_INVALID')
    },
  )

  it('asks a function of the origins that are not ours', async () => {
    const { send } = shop({ origins: (origin) => origin.endsWith('.shop.example') })
    expect(
      await send('POST', { cookie, origin: 'https://a.shop.example', 'sec-fetch-site': 'same-site' }),
    ).toBe(200)
    expect(await send('POST', { cookie, origin: 'https://a.example' })).toBe(403)
  })
})
