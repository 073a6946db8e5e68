import { beforeAll, expect, it, vi } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

beforeAll(() => vi.stubEnv('SESSION_SECRET', 'Zk3JxQ0w8s1Vt5bYh7Ne2RmLc9Pf4Gd6'))

const json = { name: 'ann', password: 'correct horse' }
const own = { headers: { 'sec-fetch-site': 'same-origin' } }

it('knows a user from login to logout', async () => {
  await using client = await testClient(app)
  expect((await client.post('/login', { json: { ...json, password: 'x' } })).status).toBe(401)
  expect((await client.post('/login', { json })).status).toBe(204)
  expect((await client.get('/me')).json()).toEqual({ userId: 1 })
  expect((await client.post('/logout', own)).status).toBe(204)
  expect((await client.get('/me')).json()).toEqual({ userId: null })
})

it('takes no cookie that it has not signed, and no change that another site asks for', async () => {
  await using client = await testClient(app)
  const forged = { cookies: { '__Host-session': btoa('[0,{"userId":1}]') } }
  expect((await client.get('/me', forged)).json()).toEqual({ userId: null })
  await client.post('/login', { json })
  expect((await client.post('/logout', { headers: { origin: 'https://evil.example' } })).status).toBe(403)
})
