import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './dependencies-tutorial012.ts'

const token = 'fake-super-secret-token'
const key = 'fake-super-secret-key'

describe.each([
  ['/items/', [{ item: 'Portal Gun' }, { item: 'Plumbus' }]],
  ['/users/', [{ username: 'Rick' }, { username: 'Morty' }]],
])('the guards of the app, at %s', (path, expected) => {
  it('name both headers when both are missing', async () => {
    await using client = await testClient(app)
    const answer = await client.get(path)
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: ['x-token', 'x-key'].map((name) => ({
        type: 'missing',
        loc: ['header', name],
        msg: 'Field required',
        input: null,
      })),
    })
  })

  it.each([
    [{ 'x-token': 'invalid' }, 'X-Token header invalid'],
    [{ 'x-token': token, 'x-key': 'invalid' }, 'X-Key header invalid'],
  ])('refuse %j', async (headers, detail) => {
    await using client = await testClient(app)
    const answer = await client.get(path, { headers })
    expect([answer.status, answer.json()]).toEqual([400, { detail }])
  })

  it('let the rest in', async () => {
    await using client = await testClient(app)
    const answer = await client.get(path, { headers: { 'x-token': token, 'x-key': key } })
    expect([answer.status, answer.json()]).toEqual([200, expected])
  })
})
