import { type TestAnswer, testClient, TestClient } from 'vivace/testing'
import { path } from 'vivace'
import { requestId } from 'vivace/middleware'
import * as z from 'zod'
import { Passwords } from '@vivace/auth'
import { describe, expect, it, vi } from 'vitest'
import {
  accessToken,
  bearer,
  logIn,
  openShop,
  password,
  sameOrigin,
  type Shop,
  tokenIn,
  withAccount,
} from './fixture.ts'

const email = 'ana@example.com'

/** An answer without what differs between any two: the date and the id of the request. */
function plain({ status, headers, text }: TestAnswer & { readonly text: () => string }): unknown {
  const kept = [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id')
  return { status, headers: kept, body: text() }
}

/** Accounts of every kind: those that cannot log in must look like one that is not there. */
async function withEveryKind(): Promise<Shop> {
  const shop = await openShop({ auth: { lockout: { failures: 3, failuresPerNetwork: 1_000 } } })
  await withAccount(shop, 'known@example.com')
  await shop.client.post('/auth/register', { json: { email: 'unverified@example.com', password } })
  await shop.store.users.setDisabled(await withAccount(shop, 'disabled@example.com'), true)
  await withAccount(shop, 'locked@example.com')
  for (let at = 0; at < 3; at++) await logIn(shop, 'locked@example.com', 'wrong guess')
  return shop
}

describe('T31: nobody learns who has an account', () => {
  const send = async (shop: Shop, path: string, json: object): Promise<unknown> => {
    const stranger = new TestClient(shop.app, { baseUrl: 'https://shop.example' })
    const answer = await stranger.post(path, { json })
    return plain(Object.assign(answer, { text: () => new TextDecoder().decode(answer.bytes()) }))
  }

  it('from a login: unknown, unverified, disabled and locked accounts answer what a wrong password does', async () => {
    const shop = await withEveryKind()
    const wrong = await send(shop, '/auth/login', { email: 'known@example.com', password: 'wrong guess' })
    expect(wrong).toMatchObject({ status: 401 })
    for (const kind of ['unknown', 'unverified', 'disabled', 'locked'])
      expect(await send(shop, '/auth/login', { email: `${kind}@example.com`, password })).toEqual(wrong)
  })

  it('from the time of a login: one hash is computed for each, whoever it is', async () => {
    const shop = await withEveryKind()
    const verify = vi.spyOn(Passwords.prototype, 'verify')
    for (const kind of ['known', 'unknown', 'unverified', 'disabled', 'locked']) {
      verify.mockClear()
      await send(shop, '/auth/login', { email: `${kind}@example.com`, password: 'wrong guess' })
      expect([kind, verify.mock.calls.length]).toEqual([kind, 1])
    }
    verify.mockRestore()
  })

  it.each(['/auth/register', '/auth/forgot-password', '/auth/request-verification'])(
    'from POST %s',
    async (path) => {
      const shop = await withEveryKind()
      const answers = []
      for (const kind of ['unknown', 'known', 'unverified', 'disabled', 'locked'])
        answers.push(await send(shop, path, { email: `${kind}@example.com`, password }))
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(answers[0]).toMatchObject({ status: 202, body: '' })
    },
  )
})

describe('T33: the cookies', () => {
  it('are __Host-, Secure, HttpOnly, SameSite=Strict, for all paths and no domain, below 4 KB', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const set = [
      ...(await logIn(shop)).headers.getSetCookie(),
      ...(await shop.client.post('/auth/refresh', { headers: sameOrigin })).headers.getSetCookie(),
      ...(await shop.client.post('/auth/logout', { headers: sameOrigin })).headers.getSetCookie(),
    ]
    expect(set.map((cookie) => cookie.split('=')[0])).toEqual([
      ...['__Host-device', '__Host-refresh', '__Host-refresh', '__Host-refresh'],
    ])
    for (const cookie of set) {
      expect(cookie).toMatch(/; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
      expect(cookie).not.toMatch(/domain/i)
      expect(cookie.length).toBeLessThan(4_096)
    }
  })

  it('are refused without TLS, but in development on this machine, and no session is left', async () => {
    const shop = await openShop()
    const id = await withAccount(shop)
    const json = { email, password }
    const plainHttp = await testClient(shop.app, { baseUrl: 'http://shop.example' })
    const refused = await plainHttp.post('/auth/login', { json })
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([500, []])
    expect(await shop.store.sessions.list(id, shop.time.now())).toEqual([])
    expect(shop.lines.map(({ fields }) => String(fields['error']))).toContainEqual(
      expect.stringContaining('its request came without TLS'),
    )
    const local = await testClient(shop.app, { baseUrl: 'http://localhost:8000' })
    expect((await local.post('/auth/login', { json })).status).toBe(200)
    expect((await plainHttp.post('/auth/login', { json: { ...json, refreshToken: 'body' } })).status).toBe(
      200,
    )
  })
})

/** Where a browser says that a request comes from, and whether that is us. */
const senders: readonly (readonly [Record<string, string>, boolean])[] = [
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ origin: 'https://shop.example' }, true],
  [{ origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }, true],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'same-site', origin: 'https://blog.shop.example' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' }, false],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'https://shop.example.evil.example' }, false],
  [{ origin: 'http://shop.example' }, false],
  [{ origin: 'https://shop.example:8443' }, false],
  [{ origin: 'null' }, false],
  [{ referer: 'https://shop.example/' }, false],
  [{}, false],
]

/** Bodies as pages of other sites can send them without asking first, and the one of ours. */
const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'] as const

describe('T35: pages of other sites', () => {
  it('neither renew nor end a session: 56 ways', async () => {
    const shop = await openShop({ auth: { origins: ['https://app.example'] } })
    const id = await withAccount(shop)
    await logIn(shop)
    const generation = async (): Promise<string | undefined> => {
      const [session] = await shop.store.sessions.list(id, shop.time.now())
      return session && `${session.generation}`
    }
    let ways = 0
    for (const path of ['/auth/refresh', '/auth/logout'])
      for (const [headers, isOurs] of senders)
        for (const type of isOurs ? types.slice(1) : types.slice(0, 2)) {
          ways++
          const before = await generation()
          const sent = { body: '{}', headers: { ...headers, 'content-type': type } }
          const { status } = await shop.client.post(path, sent)
          expect([status, path, headers, type]).toEqual([isOurs ? 415 : 403, path, headers, type])
          expect(await generation()).toBe(before)
        }
    expect(ways).toBe(56)
    for (const [headers] of senders.filter(([, isOurs]) => isOurs))
      expect((await shop.client.post('/auth/refresh', { json: {}, headers })).status).toBe(200)
  })

  it('log nobody in, by JSON or by a form', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    const json = await shop.client.post('/auth/login', { json: { email, password }, headers })
    const form = new URLSearchParams({ grant_type: 'password', username: email, password })
    const token = await shop.client.post('/auth/token', { body: form, headers })
    expect([json.status, token.status]).toEqual([403, 403])
    expect(shop.client.cookies.header()).toBeUndefined()
  })

  it('are told nothing by CORS, and programs that are no browsers work', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const answer = await shop.client.post('/auth/login', { json: { email, password, refreshToken: 'body' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    const { refresh_token } = answer.json<{ refresh_token: string }>()
    expect((await shop.client.post('/auth/refresh', { json: { refresh_token } })).status).toBe(200)
  })
})

describe('T38: security events', () => {
  it('are one for each step, with who, from where and in which request, and no secret', async () => {
    const shop = await openShop({
      auth: { lockout: { failures: 2 }, grants: { scopes: ['items:read'] } },
      app: { middleware: [requestId()] },
    })
    const { client, events, lines, mails, time } = shop
    const post = async (path: string, json: object, headers: object = sameOrigin): Promise<TestAnswer> =>
      client.post(path, { json, headers: { ...headers } })
    const told: string[] = []
    const step = async (work: Promise<unknown>): Promise<void> => {
      await work
      told.push(
        events.map(({ event, reason }) => (reason === undefined ? event : `${event} ${reason}`)).join(', '),
      )
      events.length = 0
    }
    await step(post('/auth/register', { email, password }))
    await step(post('/auth/register', { email, password: 'another long enough secret' }))
    await step(post('/auth/login', { email, password }))
    await step(post('/auth/verify-email', { token: tokenIn(mails.last(email).text) }))
    await step(post('/auth/login', { email, password }))
    const refresh = client.cookies.get('__Host-refresh')
    await step(post('/auth/refresh', {}))
    await time.advance('11s')
    await step(post('/auth/refresh', { refresh_token: refresh }))
    await step(post('/auth/refresh', { refresh_token: refresh }))
    await step(logIn(shop, email))
    await step(post('/auth/logout', {}))
    const headers = { ...sameOrigin, ...bearer(await accessToken(shop)) }
    events.length = 0
    await step(post('/auth/api-keys', { name: 'ci', scopes: [] }, headers))
    const [key] = (await client.get('/auth/api-keys', { headers })).json<{ id: string }[]>()
    await step(client.delete(`/auth/api-keys/${key?.id}`, { headers }))
    const change = { currentPassword: password, newPassword: 'another long enough secret' }
    const changed = await post('/auth/change-password', change, headers)
    await step(Promise.resolve())
    const { access_token } = changed.json<{ access_token: string }>()
    await step(post('/auth/logout-everywhere', {}, { ...sameOrigin, ...bearer(access_token) }))
    await step(post('/auth/forgot-password', { email }))
    const reset = { token: tokenIn(mails.last(email).text), password: 'yet another secret of mine' }
    await step(post('/auth/reset-password', reset))
    await step(logIn(shop, 'eve@example.com\r\nlogin-succeeded', 'x'))
    for (let at = 0; at < 3; at++) await step(logIn(shop, 'eve@example.com', 'wrong guess'))
    expect(told).toEqual([
      'registered',
      'registration-repeated',
      'login-failed unverified',
      'email-verified',
      'login-succeeded',
      'session-refreshed',
      'refresh-token-reused reused',
      'refresh-refused ended',
      'login-succeeded',
      'logged-out',
      'api-key-created',
      'api-key-revoked',
      'password-changed, login-succeeded',
      'logged-out-everywhere',
      'password-reset-requested',
      'password-reset',
      '',
      'login-failed unknown-account',
      'login-failed unknown-account, login-locked',
      'login-failed locked',
    ])
    const security = lines.filter(({ fields }) => fields['logger'] === 'security')
    expect(security.length).toBeGreaterThan(20)
    for (const { fields } of security)
      expect(fields).toMatchObject({
        event: expect.any(String),
        ip: '127.0.0.1',
        requestId: expect.any(String),
      })
    const written = JSON.stringify(lines)
    for (const secret of [password, 'another long enough secret', refresh ?? '?', access_token, reset.token])
      expect(written).not.toContain(secret)
  })

  it('tell what administrators change, once, and end what it ends', async () => {
    const shop = await openShop({
      routes: (app, auth) => {
        const inputs = { administration: auth.administration, userId: path(z.string()) }
        app.post('/users/{userId}/grants', { inputs }, ({ administration, userId }) =>
          administration.setGrants(userId, { roles: ['admin'] }),
        )
        app.post('/users/{userId}/disable', { inputs }, ({ administration, userId }) =>
          administration.disable(userId),
        )
        app.post('/users/{userId}/enable', { inputs }, ({ administration, userId }) =>
          administration.enable(userId),
        )
      },
    })
    const id = await withAccount(shop)
    const headers = bearer(await accessToken(shop))
    shop.events.length = 0
    const changes = []
    for (const change of ['grants', 'disable', 'enable'])
      changes.push((await shop.client.post(`/users/${id}/${change}`)).json())
    changes.push((await shop.client.post('/users/nobody/disable')).json())
    expect(changes).toEqual([true, true, true, false])
    expect(shop.events.map(({ event, userId }) => [event, userId])).toEqual([
      ['grants-changed', id],
      ['account-disabled', id],
      ['account-enabled', id],
    ])
    expect((await shop.client.get('/auth/me', { headers })).status).toBe(401)
    expect((await logIn(shop)).status).toBe(200)
  })

  it('do not wait for who listens, nor fail with them', async () => {
    const shop = await openShop({
      auth: {
        onEvent: () => {
          throw new Error('The listener is broken.')
        },
      },
    })
    await withAccount(shop)
    expect((await logIn(shop)).status).toBe(200)
    expect(shop.lines.map(({ message }) => message)).toContain('A listener of security events failed.')
  })
})
