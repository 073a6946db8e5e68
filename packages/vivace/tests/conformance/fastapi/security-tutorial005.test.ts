import { describe, expect, it } from 'vitest'
import { testClient, type TestClient } from 'vivace/testing'
import { app, sign } from './security-tutorial005.ts'

async function logIn(client: TestClient, fields: Readonly<Record<string, string>>): Promise<string> {
  const answer = await client.post('/token', { body: new URLSearchParams(fields) })
  expect(answer.status).toBe(200)
  const { access_token, token_type } = answer.json<{ access_token: string; token_type: string }>()
  expect(token_type).toBe('bearer')
  return access_token
}

const ask = { username: 'johndoe', password: 'secret' }
const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
})

describe('a token with scopes', () => {
  it.each([[{ username: 'johndoe', password: 'incorrect' }], [{ username: 'foo', password: 'secret' }]])(
    'is not given for %j',
    async (fields) => {
      await using client = await testClient(app)
      const answer = await client.post('/token', { body: new URLSearchParams(fields) })
      expect([answer.status, answer.json()]).toEqual([400, { detail: 'Incorrect username or password' }])
    },
  )

  it('lets in whoever has the scopes of the whole chain', async () => {
    await using client = await testClient(app)
    const mine = bearer(await logIn(client, { ...ask, scope: 'me' }))
    const user = await client.get('/users/me/', mine)
    expect([user.status, user.json()]).toEqual([
      200,
      { username: 'johndoe', email: 'johndoe@example.com', full_name: 'John Doe', disabled: false },
    ])
    const status = await client.get('/status/', bearer(await logIn(client, ask)))
    expect([status.status, status.json()]).toEqual([200, { status: 'ok' }])
    const items = await client.get(
      '/users/me/items/',
      bearer(await logIn(client, { ...ask, scope: 'me items' })),
    )
    expect([items.status, items.json()]).toEqual([200, [{ item_id: 'Foo', owner: 'johndoe' }]])
  })

  it('is challenged for the scopes that it lacks', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/users/me/', bearer(await logIn(client, ask)))
    expect([answer.status, answer.json()]).toEqual([401, { detail: 'Not enough permissions' }])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer scope="me"')
  })

  it('of a disabled user is refused', async () => {
    await using client = await testClient(app)
    const alice = { username: 'alice', password: 'secretalice', scope: 'me' }
    const answer = await client.get('/users/me/', bearer(await logIn(client, alice)))
    expect([answer.status, answer.json()]).toEqual([400, { detail: 'Inactive user' }])
  })

  it.each([
    ['is malformed', 'nonexistent'],
    ['is signed with another key', `${sign({ sub: 'johndoe', scope: 'me' }).slice(0, -4)}AAAA`],
    ['names nobody', sign({ data: 'foo' })],
    ['names a user that there is not', sign({ sub: 'username:bob', scope: 'me' })],
    ['is over', sign({ sub: 'johndoe', scope: 'me', exp: 1 })],
  ])('is refused when it %s', async (_name, token) => {
    await using client = await testClient(app)
    const answer = await client.get('/users/me/', bearer(token))
    expect([answer.status, answer.json()]).toEqual([401, { detail: 'Could not validate credentials' }])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer scope="me"')
  })

  it.each([
    ['/users/me/', {}],
    ['/status/', {}],
    ['/users/me/', { authorization: 'Notexistent testtoken' }],
  ])('is asked for at %s with %j', async (path, headers) => {
    await using client = await testClient(app)
    const answer = await client.get(path, { headers })
    expect([answer.status, answer.json()]).toEqual([401, { detail: 'Not authenticated' }])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('is not asked for by a redirect', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/users/me')
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/users/me/'])
  })
})
