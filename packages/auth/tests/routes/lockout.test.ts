import { type TestAnswer, TestClient } from 'vivace/testing'
import { describe, expect, it, vi } from 'vitest'
import { type AuthServices, type MemoryUser, PasswordsBusy } from '@vivace/auth'
import { logIn, openShop, password, sameOrigin, type Shop, tokenIn, withAccount } from './fixture.ts'

const email = 'ana@example.com'

/** A guess by a program: it keeps no cookies, and says nothing of where it comes from. */
const guess = async (shop: Shop, login = email, secret = 'wrong guess'): Promise<number> =>
  (await tried(shop, login, secret)).status

async function tried(shop: Shop, login: string, secret: string): Promise<TestAnswer> {
  const stranger = new TestClient(shop.app, { baseUrl: 'https://shop.example' })
  return stranger.post('/auth/login', { json: { email: login, password: secret, refreshToken: 'body' } })
}

let found: unknown

/** What the routes work with. */
async function servicesOf(shop: Shop): Promise<AuthServices<MemoryUser>> {
  await shop.client.get('/services')
  // The route below has just set it.
  return found as AuthServices<MemoryUser>
}

/** Hashes for accounts alone: for nobody it takes no time here. Answers how often somebody's password was looked at. */
async function countingVerifications(shop: Shop): Promise<() => number> {
  const { passwords } = await servicesOf(shop)
  const verify = passwords.verify.bind(passwords)
  let count = 0
  vi.spyOn(passwords, 'verify').mockImplementation(async (secret, hash) => {
    if (hash === undefined) return { isRight: false, needsRehash: false }
    count++
    return verify(secret, hash)
  })
  return () => count
}

async function open(lockout = {}): Promise<Shop> {
  const shop = await openShop({
    auth: { lockout },
    routes: (app, auth) =>
      app.get('/services', { inputs: { services: auth.services } }, ({ services }) => {
        found = services
        return null
      }),
  })
  await withAccount(shop)
  return shop
}

describe('T30: a lockout', () => {
  it('looks at 10 of 1,000 guesses that come at once, and answers all alike', async () => {
    const shop = await open({ failuresPerNetwork: 100_000, failuresAltogether: 100_000 })
    const count = await countingVerifications(shop)
    const guesses = Array.from({ length: 1_000 }, async (_, at) => guess(shop, email, `wrong guess ${at}`))
    expect(new Set(await Promise.all(guesses))).toEqual(new Set([401]))
    expect(count()).toBe(10)
    // The right password from an unknown device is answered as a wrong one.
    expect(await guess(shop, email, password)).toBe(401)
    expect(shop.events.filter(({ event }) => event === 'login-locked')).toHaveLength(1)
  })

  it('is over after its wait for whoever knows the password', async () => {
    const shop = await open({ failures: 3 })
    for (let at = 0; at < 3; at++) await guess(shop)
    await shop.time.advance(999)
    expect(await guess(shop, email, password)).toBe(401)
    await shop.time.advance(1)
    expect(await guess(shop, email, password)).toBe(200)
    expect(await guess(shop)).toBe(401)
    expect(await guess(shop, email, password)).toBe(200)
  })

  it('lets the owner in from a browser that is known, 20 times of 20', async () => {
    const shop = await open({ failuresPerNetwork: 100_000 })
    expect((await logIn(shop)).status).toBe(200)
    for (let at = 0; at < 12; at++) await guess(shop)
    expect(await guess(shop, email, password)).toBe(401)
    const answers = []
    for (let at = 0; at < 20; at++) {
      answers.push((await logIn(shop)).status)
      if (at % 5 === 0) await guess(shop)
    }
    expect(answers).toEqual(Array.from({ length: 20 }, () => 200))
  })

  it('does not lock a known browser out of another account, nor know it for one', async () => {
    const shop = await open({ failures: 2 })
    await withAccount(shop, 'bob@example.com')
    await logIn(shop)
    for (let at = 0; at < 2; at++) await guess(shop, 'bob@example.com')
    expect((await logIn(shop, 'bob@example.com')).status).toBe(401)
    expect((await logIn(shop)).status).toBe(200)
  })

  it('is over for who sets a new password by mail, which works all the while', async () => {
    const shop = await open({ failures: 2 })
    for (let at = 0; at < 3; at++) await guess(shop)
    await shop.client.post('/auth/forgot-password', { json: { email } })
    const token = tokenIn(shop.mails.last(email).text)
    const json = { token, password: 'another long enough secret' }
    expect((await shop.client.post('/auth/reset-password', { json })).status).toBe(204)
    expect(await guess(shop, email, 'another long enough secret')).toBe(200)
  })

  it('stops who tries many accounts from one network after 50, but no known browser', async () => {
    const shop = await open()
    await logIn(shop)
    const { passwords } = await servicesOf(shop)
    const verify = vi.spyOn(passwords, 'verify')
    verify.mockResolvedValue({ isRight: false, needsRehash: false })
    const answers: number[] = []
    for (let at = 0; at < 200; at++) answers.push(await guess(shop, `user${at}@example.com`))
    expect(verify).toHaveBeenCalledTimes(50)
    verify.mockRestore()
    expect(answers.slice(50).every((status) => status === 429)).toBe(true)
    const spray = await tried(shop, email, password)
    expect(spray.json()).toMatchObject({ code: 'too-many-logins', detail: 'Try again in 1 second.' })
    expect(spray.headers.get('retry-after')).toBe('1')
    expect((await logIn(shop)).status).toBe(200)
  })

  it('is not opened by a flood that nobody has time for, nor closed by it', async () => {
    const shop = await open({ failures: 2 })
    const { passwords } = await servicesOf(shop)
    const verify = vi.spyOn(passwords, 'verify').mockRejectedValue(new PasswordsBusy())
    for (let at = 0; at < 5; at++) expect(await guess(shop)).toBe(503)
    verify.mockRestore()
    for (let at = 0; at < 2; at++) await guess(shop)
    vi.spyOn(passwords, 'verify').mockRejectedValue(new PasswordsBusy())
    for (let at = 0; at < 5; at++) expect(await guess(shop)).toBe(503)
    vi.restoreAllMocks()
    expect(await guess(shop, email, password)).toBe(401)
  })

  it('does not count logins that are right', async () => {
    const shop = await open({ failures: 3 })
    for (let at = 0; at < 10; at++) expect(await guess(shop, email, password)).toBe(200)
    expect(shop.events.filter(({ event }) => event !== 'login-succeeded')).toEqual([])
  })

  it('counts who has an access token and guesses the password', async () => {
    const shop = await open({ failures: 3 })
    const login = await logIn(shop)
    const { access_token } = login.json<{ access_token: string }>()
    const change = async (currentPassword: string): Promise<number> =>
      (
        await shop.client.post('/auth/change-password', {
          json: { currentPassword, newPassword: 'another long enough secret' },
          headers: { ...sameOrigin, authorization: `Bearer ${access_token}` },
        })
      ).status
    for (let at = 0; at < 4; at++) expect(await change('wrong guess')).toBe(422)
    expect(await change(password)).toBe(422)
  })
})
