import { describe, expect, it } from 'vitest'
import {
  accessToken,
  bearer,
  logIn,
  openShop,
  password,
  sameOrigin,
  tokenIn,
  withAccount,
} from './fixture.ts'

const email = 'ana@example.com'

describe('registration', () => {
  it('makes an account, whose owner proves the address and logs in', async () => {
    const shop = await openShop()
    const { client, mails } = shop
    const answer = await client.post('/auth/register', { json: { email: 'Ana@Example.com', password } })
    expect([answer.status, answer.text()]).toEqual([202, ''])
    const { subject, text, html } = mails.last(email)
    expect(subject).toBe('Verify your e-mail address')
    expect(text).toContain('https://shop.example/verify-email#token=')
    expect(html).toContain('<a href="https://shop.example/verify-email#token=')
    expect((await logIn(shop)).status).toBe(401)
    const token = tokenIn(text)
    await client.post('/auth/request-verification', { json: { email } })
    // The newest mail is the one that counts.
    expect((await client.post('/auth/verify-email', { json: { token } })).status).toBe(400)
    const newest = tokenIn(mails.last(email).text)
    expect((await client.post('/auth/verify-email', { json: { token: newest } })).status).toBe(204)
    expect((await client.post('/auth/verify-email', { json: { token: newest } })).status).toBe(400)
    expect((await logIn(shop)).status).toBe(200)
  })

  it('of an address that has an account is answered alike; its owner gets a mail', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const before = shop.mails.sent.length
    const again = await shop.client.post('/auth/register', {
      json: { email, password: 'another long enough secret' },
    })
    expect([again.status, again.text()]).toEqual([202, ''])
    expect(shop.mails.sent.slice(before).map(({ subject }) => subject)).toEqual([
      'You have an account already',
    ])
    expect((await logIn(shop)).status).toBe(200)
  })

  it.each([
    ['short', 'password-refused'],
    ['password1', 'password-refused'],
    ['ana@example.com1', 'password-refused'],
  ])('refuses the password %s', async (refused, code) => {
    const { client } = await openShop()
    const answer = await client.post('/auth/register', { json: { email, password: refused } })
    expect(answer.json()).toMatchObject({ status: 422, code })
  })

  it('names every field that is wrong', async () => {
    const { client } = await openShop()
    const answer = await client.post('/auth/register', { json: { email: 'ana', password: 7 } })
    expect(answer.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/email' }, { pointer: '/password' }],
    })
  })

  it('never lets a header into a mail', async () => {
    const { client, mails } = await openShop()
    const evil = 'ana@example.com\r\nBcc: eve@example.com'
    expect((await client.post('/auth/register', { json: { email: evil, password } })).status).toBe(422)
    expect(mails.sent).toEqual([])
  })
})

describe('login', () => {
  it('answers an access token, and the refresh token as a cookie alone', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const answer = await logIn(shop)
    expect(answer.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 900,
      scope: '',
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(shop.client.cookies.get('__Host-refresh')).toMatch(/^[\w-]{27}\.[\w-]{43}$/)
  })

  it('answers the refresh token in the body if it is asked for there', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const answer = await shop.client.post('/auth/login', { json: { email, password, refreshToken: 'body' } })
    expect(answer.json()).toHaveProperty('refresh_token')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('takes the form of OAuth 2, as the Authorize button sends it', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const form = { grant_type: 'password', username: email, password }
    const plain = await shop.client.post('/auth/token', { body: new URLSearchParams(form) })
    expect(plain.json()).not.toHaveProperty('refresh_token')
    expect(plain.headers.getSetCookie()).toEqual([])
    const offline = new URLSearchParams({ ...form, scope: 'offline_access' })
    expect((await shop.client.post('/auth/token', { body: offline })).json()).toHaveProperty('refresh_token')
    const wrong = new URLSearchParams({ ...form, password: 'wrong' })
    expect((await shop.client.post('/auth/token', { body: wrong })).json()).toMatchObject({
      status: 400,
      error: 'invalid_grant',
    })
  })

  it('grants the scopes that the user has, or those of them that are asked for', async () => {
    const shop = await openShop({ auth: { grants: { scopes: ['items:read', 'items:write'] } } })
    await withAccount(shop)
    expect((await logIn(shop)).json()).toMatchObject({ scope: 'items:read items:write' })
    const some = await shop.client.post('/auth/login', {
      json: { email, password, scopes: ['items:read', 'admin'] },
      headers: sameOrigin,
    })
    expect(some.json()).toMatchObject({ scope: 'items:read' })
    const refreshed = await shop.client.post('/auth/refresh', { headers: sameOrigin })
    expect(refreshed.json()).toMatchObject({ scope: 'items:read' })
  })
})

describe('a session', () => {
  it('is renewed by its cookie, and each refresh token is another', async () => {
    const shop = await openShop()
    await withAccount(shop)
    await logIn(shop)
    const first = shop.client.cookies.get('__Host-refresh')
    const answer = await shop.client.post('/auth/refresh', { headers: sameOrigin })
    expect(answer.json()).not.toHaveProperty('refresh_token')
    expect(shop.client.cookies.get('__Host-refresh')).not.toBe(first)
    const me = await shop.client.get('/auth/me', {
      headers: bearer(answer.json<{ access_token: string }>().access_token),
    })
    expect(me.json()).toMatchObject({ email, isVerified: true, roles: [], scopes: [] })
  })

  it('is renewed by the body, and answered there', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const login = await shop.client.post('/auth/login', { json: { email, password, refreshToken: 'body' } })
    const { refresh_token } = login.json<{ refresh_token: string }>()
    const answer = await shop.client.post('/auth/refresh', { json: { refresh_token } })
    expect(answer.json()).toHaveProperty('refresh_token')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('ends with a logout, whose refresh token and access token are worth nothing', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const token = await accessToken(shop)
    const refresh = shop.client.cookies.get('__Host-refresh') ?? ''
    expect((await shop.client.post('/auth/logout', { headers: sameOrigin })).status).toBe(204)
    expect(shop.client.cookies.get('__Host-refresh')).toBeUndefined()
    const again = await shop.client.post('/auth/refresh', {
      json: { refresh_token: refresh },
      headers: sameOrigin,
    })
    expect(again.status).toBe(401)
    expect((await shop.client.get('/auth/me', { headers: bearer(token) })).status).toBe(401)
    expect((await shop.client.post('/auth/logout', { headers: sameOrigin })).status).toBe(204)
  })

  it('is listed with its device, and ended by its owner alone', async () => {
    const shop = await openShop()
    await withAccount(shop)
    await withAccount(shop, 'bob@example.com')
    const bob = await accessToken(shop, 'bob@example.com')
    const old = await accessToken(shop)
    const ana = await accessToken(shop)
    const list = await shop.client.get('/auth/sessions', { headers: bearer(ana) })
    const sessions = list.json<{ id: string; isCurrent: boolean; ip: string }[]>()
    expect(sessions.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true])
    expect(sessions[0]?.ip).toBe('127.0.0.1')
    const other = sessions.find(({ isCurrent }) => !isCurrent)?.id ?? ''
    const stolen = await shop.client.delete(`/auth/sessions/${other}`, { headers: bearer(bob) })
    expect(stolen.status).toBe(404)
    const ended = await shop.client.delete(`/auth/sessions/${other}`, { headers: bearer(ana) })
    expect(ended.status).toBe(204)
    expect((await shop.client.get('/auth/me', { headers: bearer(old) })).status).toBe(401)
    expect((await shop.client.get('/auth/me', { headers: bearer(ana) })).status).toBe(200)
  })
})

describe('a password', () => {
  it('that is forgotten is set with a link, which works once and ends all sessions', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const token = await accessToken(shop)
    expect((await shop.client.post('/auth/forgot-password', { json: { email } })).status).toBe(202)
    const link = tokenIn(shop.mails.last(email).text)
    const weak = { json: { token: link, password: 'example.com' }, headers: sameOrigin }
    expect((await shop.client.post('/auth/reset-password', weak)).status).toBe(422)
    const reset = { json: { token: link, password: 'another long enough secret' }, headers: sameOrigin }
    expect((await shop.client.post('/auth/reset-password', reset)).status).toBe(204)
    expect(shop.mails.last(email).subject).toBe('Your password was changed')
    expect((await shop.client.post('/auth/reset-password', reset)).status).toBe(400)
    expect((await shop.client.get('/auth/me', { headers: bearer(token) })).status).toBe(401)
    expect((await logIn(shop)).status).toBe(401)
    expect((await logIn(shop, email, 'another long enough secret')).status).toBe(200)
  })

  it('is changed by who knows it, who alone stays logged in', async () => {
    const shop = await openShop()
    await withAccount(shop)
    const other = await accessToken(shop)
    const headers = { ...sameOrigin, ...bearer(await accessToken(shop)) }
    const newPassword = 'another long enough secret'
    const wrong = { json: { currentPassword: 'not it at all', newPassword }, headers }
    expect((await shop.client.post('/auth/change-password', wrong)).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/currentPassword' }],
    })
    const right = { json: { currentPassword: password, newPassword }, headers }
    const changed = await shop.client.post('/auth/change-password', right)
    const { access_token } = changed.json<{ access_token: string }>()
    expect((await shop.client.get('/auth/me', { headers: bearer(access_token) })).status).toBe(200)
    expect((await shop.client.get('/auth/me', { headers: bearer(other) })).status).toBe(401)
    expect((await shop.client.get('/auth/me', { headers })).status).toBe(401)
    expect((await shop.client.post('/auth/refresh', { headers: sameOrigin })).status).toBe(200)
  })
})
