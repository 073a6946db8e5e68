import { openDatabase, rolledBack } from '@vivace/data'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { App, clock, silentLogger } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { afterAll, expect, it, vi } from 'vitest'
import { app, closed, data } from './app.ts'
import { alarms, auth as told } from './events.ts'
import * as schema from './tables.ts'

const memory = await openDatabase({ url: 'memory:' })
const migration = await generateMigration(generateDrizzleJson({}), generateDrizzleJson({ ...schema }))
for (const text of migration) await memory.engine.run({ text, values: [] })
afterAll(() => memory[Symbol.asyncDispose]())

const email = 'ana@example.com'
const password = 'correct horse battery staple'

it('keeps users in a table of its own, shows them as it says, and lets in who may', async () => {
  await using test = await rolledBack(memory.engine)
  using _ = app.override(data.engine, () => test)
  const written: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void written.push(line))
  await using client = await testClient(app)
  await client.post('/auth/register', { json: { email, password, profile: { name: 'Ana' } } })
  const token = /https:\/\/shop\.example\/verify-email#token=([\w-]+)/.exec(written.join('\n'))?.[1]
  expect((await client.post('/auth/verify-email', { json: { token } })).status).toBe(204)
  const login = await client.post('/auth/login', { json: { email, password } })
  const headers = { authorization: `Bearer ${login.json<{ access_token: string }>().access_token}` }
  expect((await client.get('/auth/me', { headers })).json()).toEqual({ email, name: 'Ana' })
  expect((await client.get('/orders', { headers })).status).toBe(200)
  expect((await client.get('/reports', { headers })).status).toBe(403)
  expect((await client.get('/welcome', { headers })).json()).toBe('Hello Ana')
  expect((await client.get('/welcome')).json()).toBe('Hello stranger')
  const { rows } = await test.run({ text: "update users set roles = '{admin}' returning id", values: [] })
  expect((await client.delete(`/users/${String(rows[0]?.[0])}`, { headers })).status).toBe(204)
  expect((await client.get('/orders', { headers })).status).toBe(401)
  log.mockRestore()
})

it('adds single routes, and others in their place', () => {
  const { paths } = closed.openapi()
  expect(Object.keys(paths)).toContain('/me')
  expect(Object.keys(paths)).not.toContain('/register')
  expect(Object.keys(paths)).toHaveLength(16)
})

it('tells of refresh tokens that two have', async () => {
  const shop = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
  shop.include(told.router)
  shop.get('/services', { inputs: { services: told.services } }, async ({ services }) => {
    const passwordHash = await services.passwords.hash(password)
    await services.stores.users.create({ login: email, passwordHash, isVerified: true })
    return null
  })
  const time = fakeClock('2026-11-21T09:00:00Z')
  using _ = shop.override(clock, () => time)
  await using client = await testClient(shop)
  await client.get('/services')
  const login = await client.post('/login', { json: { email, password, refreshToken: 'body' } })
  const { refresh_token } = login.json<{ refresh_token: string }>()
  expect((await client.post('/refresh', { json: { refresh_token } })).status).toBe(200)
  await time.advance('11s')
  expect((await client.post('/refresh', { json: { refresh_token } })).status).toBe(401)
  expect(alarms.map(({ event }) => event)).toEqual(['refresh-token-reused'])
})
