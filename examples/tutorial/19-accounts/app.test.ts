import type { MemoryUser } from '@vivace/auth'
import { testClient } from 'vivace/testing'
import { expect, it, vi } from 'vitest'
import { app, auth } from './app.ts'

// #region override
const ana: MemoryUser = {
  id: '1',
  email: 'ana@example.com',
  isVerified: true,
  isDisabled: false,
  roles: [],
  scopes: ['todos:read'],
}

it('keeps todos for who is logged in', async () => {
  await using client = await testClient(app)
  expect((await client.post('/todos', { json: { title: 'Buy milk' } })).status).toBe(401)
  using _ = app.override(auth.currentUser, () => ana)
  expect((await client.post('/todos', { json: { title: 'Buy milk' } })).status).toBe(201)
})
// #endregion

it('lets users register, verify their address, log in, make a key and log out', async () => {
  const written: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void written.push(line))
  await using client = await testClient(app)
  const email = 'bob@example.com'
  const password = 'correct horse battery staple'
  expect((await client.post('/auth/register', { json: { email, password } })).status).toBe(202)
  const token = /#token=([\w-]+)/.exec(written.join('\n'))?.[1]
  expect((await client.post('/auth/verify-email', { json: { token } })).status).toBe(204)
  const login = await client.post('/auth/login', { json: { email, password } })
  const { access_token } = login.json<{ access_token: string }>()
  const headers = { authorization: `Bearer ${access_token}`, 'sec-fetch-site': 'same-origin' }
  expect((await client.post('/todos', { json: { title: 'Buy milk' }, headers })).status).toBe(201)
  expect((await client.get('/users/count', { headers })).status).toBe(403)
  const made = await client.post('/auth/api-keys', { json: { name: 'ci', scopes: ['todos:read'] }, headers })
  const { key } = made.json<{ key: string }>()
  expect((await client.get('/todos', { headers: { 'x-api-key': key } })).json()).toEqual([
    { title: 'Buy milk' },
  ])
  expect((await client.post('/auth/logout', { headers })).status).toBe(204)
  expect((await client.post('/todos', { json: { title: 'Buy tea' }, headers })).status).toBe(401)
  expect((await client.get('/')).status).toBe(200)
  log.mockRestore()
})
