import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { clock } from '../dependencies/index.ts'
import { secret } from '../settings/index.ts'
import { fakeClock, testClient } from '../testing/index.ts'
import { cookie } from './cookie.ts'
import { response } from './response.ts'
import { signedCookie, type SignedCookieOptions } from './signed-cookie.ts'

const current = 'Zk3JxQ0w8s1Vt5bYh7Ne2RmLc9Pf4Gd6'
const previous = 'pQ7nB2vX5cL9kJ4hG8fD1sA6wE3rT0yU'
const Session = z.object({ userId: z.int() })

function shop(options: Partial<SignedCookieOptions> = {}, schema: z.ZodType = Session.optional()) {
  const session = signedCookie(schema, { name: 'session', secrets: [current], ...options })
  const { app, log } = testApp({ openapiUrl: '/openapi.json' })
  app.get('/me', { inputs: { session } }, ({ session }) => ({ session: session ?? null }))
  app.post('/login', { inputs: { response } }, ({ response }) => session.set(response, { userId: 7 }))
  app.post('/logout', { inputs: { response } }, ({ response }) => session.clear(response))
  return { app, log, session }
}

/** What the login of an app sets. */
async function issued(options: Partial<SignedCookieOptions> = {}): Promise<string> {
  await using client = await testClient(shop(options).app)
  const header = (await client.post('/login')).headers.get('set-cookie') ?? ''
  return header.slice(header.indexOf('=') + 1, header.indexOf(';'))
}

async function sessionOf(value: string, options: Partial<SignedCookieOptions> = {}): Promise<unknown> {
  const name = options.name ?? 'session'
  await using client = await testClient(shop(options).app)
  const answer = await client.get('/me', { cookies: { [name]: value } })
  return answer.status === 200 ? answer.json<{ session: unknown }>().session : answer.json()
}

describe('signedCookie()', () => {
  it('gives back what was set, until it is cleared', async () => {
    await using client = await testClient(shop().app)
    expect((await client.get('/me')).json()).toEqual({ session: null })
    await client.post('/login')
    expect((await client.get('/me')).json()).toEqual({ session: { userId: 7 } })
    await client.post('/logout')
    expect((await client.get('/me')).json()).toEqual({ session: null })
  })

  it('is HttpOnly, Secure, SameSite=Lax and for every path unless told otherwise', async () => {
    await using client = await testClient(shop({ name: '__Host-session', maxAge: 60 }).app)
    const header = (await client.post('/login')).headers.get('set-cookie') ?? ''
    expect(header.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Max-Age=60',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ])
  })

  it('is as good as absent whichever character of it is changed', async () => {
    const value = await issued()
    await using client = await testClient(shop().app)
    for (let at = 0; at < value.length; at++) {
      const other = value[at] === 'A' ? 'B' : 'A'
      const changed = value.slice(0, at) + other + value.slice(at + 1)
      expect([changed, (await client.get('/me', { cookies: { session: changed } })).json()]).toEqual([
        changed,
        { session: null },
      ])
    }
  })

  it.each(['', '.', 'a.b', 'a.b.c', 'ñ.ñ', '{"userId":7}'])(
    'is as good as absent when it is %j',
    async (value) => {
      expect(await sessionOf(encodeURIComponent(value))).toBeNull()
    },
  )

  it('is a 422 that names it when it was tampered with, if that is wanted', async () => {
    const value = `${await issued()}x`
    expect(await sessionOf(value, { tampered: 'refuse' })).toMatchObject({
      status: 422,
      errors: [{ in: 'cookie', pointer: '/session', code: 'signature' }],
    })
  })

  it('is a 422 when the schema demands it and it is absent', async () => {
    await using client = await testClient(shop({}, Session).app)
    expect((await client.get('/me')).json()).toMatchObject({
      status: 422,
      errors: [{ in: 'cookie', pointer: '/session', code: 'missing' }],
    })
  })

  it('is worth nothing under another name, nor under another secret', async () => {
    const value = await issued()
    expect(await sessionOf(value)).toEqual({ userId: 7 })
    expect(await sessionOf(value, { name: 'admin' })).toBeNull()
    expect(await sessionOf(value, { secrets: [previous] })).toBeNull()
  })

  it('is read with an older secret and written with the newest', async () => {
    const secrets = [current, previous]
    expect(await sessionOf(await issued({ secrets: [previous] }), { secrets })).toEqual({ userId: 7 })
    expect(await sessionOf(await issued({ secrets }), { secrets: [current] })).toEqual({ userId: 7 })
    expect(await sessionOf(await issued({ secrets }), { secrets: [previous] })).toBeNull()
  })

  it('ends on our side as well', async () => {
    const { app } = shop({ maxAge: 60 })
    const time = fakeClock()
    app.override(clock, () => time)
    await using client = await testClient(app)
    const header = (await client.post('/login')).headers.get('set-cookie') ?? ''
    const kept = { cookies: { session: header.slice('session='.length, header.indexOf(';')) } }
    await time.advance(59_999)
    expect((await client.get('/me', kept)).json()).toEqual({ session: { userId: 7 } })
    await time.advance(1)
    expect((await client.get('/me', kept)).json()).toEqual({ session: null })
  })

  it('takes secrets that hide themselves, and those that are known late', async () => {
    const value = await issued({ secrets: [secret(current)] })
    expect(await sessionOf(value, { secrets: () => [current] })).toEqual({ userId: 7 })
  })

  it.each([[[]], [['changeme']], [['a'.repeat(64)]], [[current, 'short']]])(
    'refuses the secrets %j when it is declared',
    (secrets) => {
      expect(() => signedCookie(Session, { name: 'session', secrets })).toThrow('SECRET_TOO_WEAK')
    },
  )

  it('refuses to be set to what its schema refuses', async () => {
    const { app, session } = shop()
    app.post('/odd', { inputs: { response } }, ({ response }) => session.set(response, { userId: 'x' }))
    await using client = await testClient(app)
    expect((await client.post('/odd')).status).toBe(500)
  })

  it('is documented as a cookie', () => {
    expect(shop().app.openapi().paths['/me']?.['get']?.parameters).toMatchObject([
      { in: 'cookie', name: 'session', schema: { type: 'string' } },
    ])
  })
})

describe('a Secure cookie', () => {
  it.each([
    ['https', 'shop.example', 204],
    ['http', 'localhost:8000', 204],
    ['http', '127.0.0.1', 204],
    ['http', '[::1]:8000', 204],
    ['http', 'api', 204],
    ['http', 'shop.example', 500],
    ['http', '10.0.0.7', 500],
    ['http', 'localhost.evil.example', 500],
  ])('over %s to %s is answered %i', async (scheme, host, status) => {
    const { app, log } = testApp()
    app.post('/', { inputs: { response } }, ({ response }) => response.cookie('a', '1'))
    expect((await app.fetch(new Request(`${scheme}://${host}/`, { method: 'POST' }))).status).toBe(status)
    expect(log.lines.map(({ fields }) => String(fields['error']))).toEqual(
      status === 500
        ? [expect.stringContaining("Cookie 'a' is Secure, but its request came without TLS")]
        : [],
    )
  })

  it('that is sent twice is read once, and logged', async () => {
    const { app, log } = testApp()
    app.get('/', { inputs: { a: cookie(z.string()) } }, ({ a }) => a)
    const answer = await app.fetch(new Request('http://a/', { headers: { cookie: 'a=1; b=2; a=3' } }))
    expect(await answer.json()).toBe('1')
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { names: ['a'] } }])
  })
})
