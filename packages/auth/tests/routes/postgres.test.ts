import { createHash } from 'node:crypto'
import { type Auth, defineAuth, memoryMailer, newKeyRing } from '@vivace/auth'
import { drizzleAuth, type UserOf } from '@vivace/auth/drizzle'
import { defineDatabase } from '@vivace/data'
import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { App, clock, silentLogger } from 'vivace'
import { type FakeClock, fakeClock, TestClient } from 'vivace/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openDrizzleStores } from '../stores/open-stores.ts'
import { users } from '../stores/tables.ts'
import { bearer, password, tokenIn } from './fixture.ts'

const baseUrl = 'https://shop.example'

/** One process of an app: with the others it shares the database and the keys. */
interface Replica {
  readonly app: App
  readonly client: TestClient
  readonly auth: Auth<UserOf<typeof users>>
}

describe.skipIf(noPostgres !== undefined)('accounts in PostgreSQL, with two replicas', () => {
  const mails = memoryMailer()
  let database: PostgresDatabase
  let time: FakeClock
  let replicas: readonly [Replica, Replica]

  beforeAll(async () => {
    database = await PostgresDatabase.open()
    await (await openDrizzleStores(database.url))[Symbol.asyncDispose]()
    time = fakeClock('2026-11-21T09:00:00Z')
    const keys = await newKeyRing()
    const open = async (): Promise<Replica> => {
      const auth = defineAuth({
        store: drizzleAuth(defineDatabase({ url: database.url }), { users }),
        issuer: baseUrl,
        mailer: mails,
        keys,
        lockout: { failuresPerNetwork: 1_000 },
        profile: z.object({ name: z.string() }),
        me: {
          schema: z.object({ email: z.email(), name: z.string() }),
          show: ({ user }) => ({ email: user.email, name: user.name ?? '' }),
        },
      })
      const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger, guard: auth.currentUser })
      app.override(clock, () => time)
      app.include(auth.router, { prefix: '/auth' })
      app.get('/name', { inputs: { user: auth.currentUser } }, ({ user }) => user.name)
      await app.start()
      return { app, auth, client: new TestClient(app, { baseUrl }) }
    }
    replicas = [await open(), await open()]
  })

  afterAll(async () => {
    for (const { app } of replicas) await app.stop()
    await database[Symbol.asyncDispose]()
  })

  async function account(email: string): Promise<void> {
    const [{ client }] = replicas
    await client.post('/auth/register', { json: { email, password, profile: { name: 'Ana' } } })
    await client.post('/auth/verify-email', { json: { token: tokenIn(mails.last(email).text) } })
  }

  const logIn = async (
    { app }: Replica,
    email: string,
  ): Promise<{ readonly access_token: string; readonly refresh_token: string }> => {
    const stranger = new TestClient(app, { baseUrl })
    return (await stranger.post('/auth/login', { json: { email, password, refreshToken: 'body' } })).json()
  }

  it('a user of the application’s own table registers, logs in, and is known to both', async () => {
    await account('ana@example.com')
    const [one, other] = replicas
    const { access_token } = await logIn(one, 'ana@example.com')
    expect((await other.client.get('/name', { headers: bearer(access_token) })).json()).toBe('Ana')
    const me = await other.client.get('/auth/me', { headers: bearer(access_token) })
    expect(me.json()).toEqual({ email: 'ana@example.com', name: 'Ana' })
  })

  it('T29: what one ends, the other refuses: refresh tokens at once, access tokens within a second', async () => {
    await account('bob@example.com')
    const [one, other] = replicas
    const tokens = await Promise.all(Array.from({ length: 4 }, async () => logIn(other, 'bob@example.com')))
    const ask = async ({ access_token }: { readonly access_token: string }): Promise<number> =>
      (await other.client.get('/name', { headers: bearer(access_token) })).status
    expect(await Promise.all(tokens.map(ask))).toEqual([200, 200, 200, 200])
    const [first] = tokens
    const headers = bearer(first?.access_token ?? '')
    expect((await one.client.post('/auth/logout-everywhere', { headers })).status).toBe(204)
    const refreshed = tokens.map(async ({ refresh_token }) => {
      const stranger = new TestClient(other.app, { baseUrl })
      return (await stranger.post('/auth/refresh', { json: { refresh_token } })).status
    })
    expect(await Promise.all(refreshed)).toEqual([401, 401, 401, 401])
    await time.advance('1s')
    expect(await Promise.all(tokens.map(ask))).toEqual([401, 401, 401, 401])
  })

  it('T30: of 200 guesses that come at once to both, 10 are looked at', async () => {
    await account('eve@example.com')
    const guess = async ({ app }: Replica): Promise<number> => {
      const stranger = new TestClient(app, { baseUrl })
      const json = { email: 'eve@example.com', password: 'wrong guess', refreshToken: 'body' }
      return (await stranger.post('/auth/login', { json })).status
    }
    const [one, other] = replicas
    await Promise.all(Array.from({ length: 200 }, async (_, at) => guess(at % 2 === 0 ? one : other)))
    const key = `login ${createHash('sha256').update('eve@example.com').digest('base64url')}`
    const [counted] = await database.query(`select attempts from auth_lockouts where key = '${key}'`)
    expect(Number(counted?.['attempts'])).toBeLessThanOrEqual(10)
    expect(Number(counted?.['attempts'])).toBeGreaterThan(0)
  })

  it('are private with App({ guard }), but for the routes that let people in', async () => {
    const [{ app, client }] = replicas
    expect((await client.get('/name')).status).toBe(401)
    expect((await client.get('/auth/me')).status).toBe(401)
    expect((await client.get('/auth/jwks.json')).status).toBe(200)
    const open = Object.entries(app.openapi().paths).flatMap(([path, { get, post }]) =>
      [get, post].some((operation) => operation?.security?.length === 0) ? [path] : [],
    )
    expect(open.map((path) => path.replace('/auth/', '')).sort()).toEqual([
      ...['forgot-password', 'jwks.json', 'login', 'logout', 'refresh', 'register'],
      ...['request-verification', 'reset-password', 'token', 'verify-email'],
    ])
  })
})
