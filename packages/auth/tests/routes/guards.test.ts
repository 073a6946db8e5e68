import { describe, expect, it, vi } from 'vitest'
import { events, requires, socket } from 'vivace'
import * as z from 'zod'
import {
  accessToken,
  bearer,
  logIn,
  openShop,
  password,
  sameOrigin,
  type Shop,
  withAccount,
} from './fixture.ts'

const email = 'ana@example.com'
const grants = { scopes: ['items:read', 'items:write'] }

/** A shop with a route behind each guard. */
async function guarded(): Promise<Shop> {
  return openShop({
    auth: { grants, scopes: { 'items:read': 'Read items.' } },
    routes: (app, auth) => {
      app.get('/user', { inputs: { user: auth.currentUser } }, ({ user }) => ({ email: user.email }))
      app.get('/maybe', { inputs: { user: auth.optionalUser } }, ({ user }) => user?.email ?? 'nobody')
      app.get('/admin', { dependencies: [auth.requireRole('admin', 'owner')] }, () => 'in')
      app.get('/items', { dependencies: [auth.requireScopes('items:read')] }, () => 'items')
      app.get('/audit', { inputs: { user: requires(auth.currentUser, ['audit']) } }, () => 'audit')
      app.get('/key', { inputs: { caller: auth.apiKey } }, ({ caller }) => caller.user.email)
      const sends = z.object({ n: z.int() })
      app.get('/ticks', { dependencies: [auth.currentUser], returns: events(sends) }, async function* () {
        yield { n: 1 }
        await new Promise(() => undefined)
      })
      app.websocket(
        '/chat',
        { inputs: { user: auth.currentUser, socket: socket({ receives: sends }) } },
        async ({ socket }) => {
          for await (const _ of socket);
        },
      )
    },
  })
}

describe('currentUser', () => {
  it('is the user of the store; 401 without a token, or with one that is none', async () => {
    const shop = await guarded()
    await withAccount(shop)
    const token = await accessToken(shop)
    expect((await shop.client.get('/user', { headers: bearer(token) })).json()).toEqual({ email })
    const missing = await shop.client.get('/user')
    expect([missing.status, missing.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    const wrong = await shop.client.get('/user', { headers: bearer(`${token}x`) })
    expect(wrong.json()).toMatchObject({ status: 401, code: 'invalid-token' })
  })

  it('is over with the token', async () => {
    const shop = await guarded()
    await withAccount(shop)
    const headers = bearer(await accessToken(shop))
    await shop.time.advance('14m')
    expect((await shop.client.get('/user', { headers })).status).toBe(200)
    await shop.time.advance('2m')
    expect((await shop.client.get('/user', { headers })).status).toBe(401)
  })

  it('is over when the account is disabled', async () => {
    const shop = await guarded()
    const id = await withAccount(shop)
    const headers = bearer(await accessToken(shop))
    await shop.store.users.setDisabled(id, true)
    expect((await shop.client.get('/user', { headers })).status).toBe(401)
    expect((await logIn(shop)).status).toBe(401)
    expect((await shop.client.post('/auth/refresh', { headers: sameOrigin })).status).toBe(401)
  })

  it('may be nobody as optionalUser, but nobody with a bad token', async () => {
    const shop = await guarded()
    await withAccount(shop)
    const headers = bearer(await accessToken(shop))
    expect((await shop.client.get('/maybe')).json()).toBe('nobody')
    expect((await shop.client.get('/maybe', { headers })).json()).toBe(email)
    expect((await shop.client.get('/maybe', { headers: bearer('bad') })).status).toBe(401)
  })
})

describe('requireRole() and requireScopes()', () => {
  it('lets in who has one of the roles, from the next request on', async () => {
    const shop = await guarded()
    const id = await withAccount(shop)
    const headers = bearer(await accessToken(shop))
    expect((await shop.client.get('/admin', { headers })).json()).toMatchObject({
      status: 403,
      code: 'role-required',
      detail: "It needs the role 'admin' or 'owner'.",
    })
    await shop.store.users.setGrants(id, { roles: ['owner'] })
    expect((await shop.client.get('/admin', { headers })).status).toBe(200)
  })

  it('lets in who is granted all scopes; a scope that is taken away counts at once', async () => {
    const shop = await guarded()
    const id = await withAccount(shop)
    const headers = bearer(await accessToken(shop))
    expect((await shop.client.get('/items', { headers })).status).toBe(200)
    const refused = await shop.client.get('/audit', { headers })
    expect(refused.status).toBe(403)
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="audit"')
    await shop.store.users.setGrants(id, { scopes: [] })
    expect((await shop.client.get('/items', { headers })).status).toBe(403)
  })

  it('stand in the API document', async () => {
    const { app } = await guarded()
    const { paths, components } = app.openapi()
    expect(paths['/items']?.get?.security).toEqual([
      { oauth2Password: ['items:read'] },
      { apiKeyHeader: ['items:read'] },
    ])
    expect(paths['/audit']?.get?.security).toEqual([{ oauth2Password: ['audit'] }])
    expect(paths['/admin']?.get?.responses).toHaveProperty('403')
    expect(components?.securitySchemes).toMatchObject({
      oauth2Password: { flows: { password: { tokenUrl: 'auth/token' } } },
      apiKeyHeader: { type: 'apiKey', in: 'header', name: 'x-api-key' },
    })
  })
})

describe('an API key', () => {
  const make = async (shop: Shop, token: string, body: object): Promise<{ id: string; key: string }> =>
    (await shop.client.post('/auth/api-keys', { json: body, headers: bearer(token) })).json()

  it('is shown once, grants its scopes, and stands beside access tokens', async () => {
    const shop = await guarded()
    await withAccount(shop)
    const token = await accessToken(shop)
    const { id, key } = await make(shop, token, { name: 'ci', scopes: ['items:read', 'admin'] })
    expect(key).toMatch(/^key_[\da-f]{16}_[\da-f]{64}$/)
    expect((await shop.client.get('/items', { headers: { 'x-api-key': key } })).status).toBe(200)
    expect((await shop.client.get('/key', { headers: { 'x-api-key': key } })).json()).toBe(email)
    expect((await shop.client.get('/user', { headers: { 'x-api-key': key } })).status).toBe(401)
    expect((await shop.client.get('/items')).status).toBe(401)
    const list = await shop.client.get('/auth/api-keys', { headers: bearer(token) })
    expect(list.json()).toEqual([
      {
        id,
        name: 'ci',
        scopes: ['items:read'],
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
      },
    ])
  })

  it('is refused once it is revoked or over, with another verifier, and of a disabled account', async () => {
    const shop = await guarded()
    const userId = await withAccount(shop)
    const token = await accessToken(shop)
    const ask = async (key: string): Promise<number> =>
      (await shop.client.get('/items', { headers: { 'x-api-key': key } })).status
    const short = await make(shop, token, { name: 'short', scopes: ['items:read'], expiresInDays: 1 })
    const long = await make(shop, token, { name: 'long', scopes: ['items:read'] })
    const forged = `${long.key.slice(0, -1)}${long.key.endsWith('0') ? '1' : '0'}`
    expect([await ask(short.key), await ask(forged), await ask('key_x')]).toEqual([200, 401, 401])
    const other = await shop.client.delete(`/auth/api-keys/${userId}`, { headers: bearer(token) })
    expect(other.status).toBe(404)
    const revoke = { headers: bearer(token) }
    expect((await shop.client.delete(`/auth/api-keys/${long.id}`, revoke)).status).toBe(204)
    expect(await ask(long.key)).toBe(401)
    await shop.store.users.setDisabled(userId, true)
    expect(await ask(short.key)).toBe(401)
    await shop.store.users.setDisabled(userId, false)
    await shop.time.advance('24h')
    expect(await ask(short.key)).toBe(401)
  })

  it('notes its use once a minute', async () => {
    const shop = await guarded()
    await withAccount(shop)
    const { key } = await make(shop, await accessToken(shop), { name: 'ci', scopes: ['items:read'] })
    const touch = vi.spyOn(shop.store.apiKeys, 'touch')
    const ask = async (): Promise<unknown> => shop.client.get('/items', { headers: { 'x-api-key': key } })
    for (let at = 0; at < 3; at++) await ask()
    expect(touch).toHaveBeenCalledTimes(1)
    await shop.time.advance('1m')
    await ask()
    expect(touch).toHaveBeenCalledTimes(2)
  })
})

/** T29: what ends sessions, and how a stranger with the store of another process would do it. */
const endings: readonly (readonly [string, (shop: Shop, id: string, token: string) => Promise<unknown>])[] = [
  [
    'logout everywhere',
    (shop, _id, token) =>
      shop.client.post('/auth/logout-everywhere', { headers: { ...sameOrigin, ...bearer(token) } }),
  ],
  [
    'a change of the password',
    (shop, _id, token) =>
      shop.client.post('/auth/change-password', {
        json: { currentPassword: password, newPassword: 'another long enough secret' },
        headers: { ...sameOrigin, ...bearer(token) },
      }),
  ],
  ['disabling the account', (shop, id) => shop.store.users.setDisabled(id, true)],
  ['another process, through the store', (shop, id) => shop.store.users.raiseSessionVersion(id)],
]

describe('T29: sessions are over, open sockets and streams too, with', () => {
  it.each(endings)('%s', async (_name, end) => {
    const shop = await guarded()
    const id = await withAccount(shop)
    const login = await shop.client.post('/auth/login', {
      json: { email, password, refreshToken: 'body' },
      headers: sameOrigin,
    })
    const { access_token, refresh_token } = login.json<{ access_token: string; refresh_token: string }>()
    const headers = bearer(access_token)
    await using stream = await shop.client.stream('/ticks', { headers })
    await stream.read()
    const streamed = stream.read()
    const chat = await shop.client.websocket('/chat', { headers })
    await shop.time.advance('3s')
    await end(shop, id, access_token)
    await shop.time.advance('1s')
    expect((await shop.client.get('/user', { headers })).status).toBe(401)
    const again = await shop.client.post('/auth/refresh', { json: { refresh_token }, headers: sameOrigin })
    expect(again.status).toBe(401)
    await shop.time.advance('4s')
    expect(await streamed).toBeUndefined()
    expect(await chat.closed).toMatchObject({ code: 4_401 })
  })
})
