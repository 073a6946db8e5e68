import { expect, it } from 'vitest'
import { clock } from 'vivace'
import { tokenSigner } from 'vivace/jwt'
import { fakeClock, testClient, type TestClient } from 'vivace/testing'
import { app, currentUser } from './app.ts'
import { users } from './users.ts'

const ana = { username: 'ana', password: 'correct horse battery staple' }
const bob = { username: 'bob', password: 'tr0ub4dor and three' }

// #region test
async function logIn(client: TestClient, user: typeof ana, scope = 'me orders:read') {
  const body = new URLSearchParams({ grant_type: 'password', ...user, scope })
  const answer = await client.post('/token', { body })
  const { access_token } = answer.json<{ access_token: string }>()
  return { headers: { authorization: `Bearer ${access_token}` } }
}

it('knows who has logged in', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/me', await logIn(client, ana))
  expect(answer.json()).toEqual({ name: 'ana', email: 'ana@shop.example' })
})

it('refuses a token that is over', async () => {
  const time = fakeClock('2026-01-01T09:00:00Z')
  using _ = app.override(clock, () => time)
  await using client = await testClient(app)
  const asAna = await logIn(client, ana)
  await time.advance('11m')
  expect((await client.get('/me', asAna)).status).toBe(401)
})
// #endregion

// #region override
it('answers a user without a password and a token', async () => {
  const user = users.get('ana')
  if (user === undefined) throw new Error('There is no ana.')
  using _ = app.override(currentUser, () => user)
  await using client = await testClient(app)
  expect((await client.get('/orders')).json()).toEqual(['A cup for ana'])
})
// #endregion

it('grants no scope that the user does not have, and none that was not asked for', async () => {
  await using client = await testClient(app)
  expect((await client.get('/orders', await logIn(client, ana))).status).toBe(200)
  expect((await client.get('/orders', await logIn(client, bob))).status).toBe(403)
  expect((await client.get('/orders', await logIn(client, ana, 'me'))).status).toBe(403)
})

it('says the same of a wrong password and of a name that there is not', async () => {
  await using client = await testClient(app)
  const ask = async (username: string) => {
    const body = new URLSearchParams({ grant_type: 'password', username, password: 'wrong' })
    return (await client.post('/token', { body })).text()
  }
  expect(await ask('ana')).toBe(await ask('eve'))
})

it('refuses the token of a user who is gone', async () => {
  const signer = await tokenSigner({
    issuer: 'https://shop.example',
    audience: 'https://shop.example',
    algorithm: 'HS256',
    key: 'for development alone, 0123456789',
  })
  await using client = await testClient(app)
  const ask = async (sub: string) =>
    client.get('/me', { headers: { authorization: `Bearer ${await signer.sign({ sub })}` } })
  expect((await ask('ana')).status).toBe(200)
  expect((await ask('eve')).status).toBe(401)
})
