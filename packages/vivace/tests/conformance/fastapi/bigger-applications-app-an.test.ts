import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './bigger-applications-app-an.ts'

const trusted = { 'x-token': 'fake-super-secret-token' }
const untrusted = { 'x-token': 'invalid' }
const noToken = { type: 'missing', loc: ['query', 'token'], msg: 'Field required', input: null }
const noHeader = { type: 'missing', loc: ['header', 'x-token'], msg: 'Field required', input: null }
const stock = { plumbus: { name: 'Plumbus' }, gun: { name: 'Portal Gun' } }

function split(request: string): [method: string, path: string] {
  const [method = '', path = ''] = request.split(' ')
  return [method, path]
}

describe('an app of several routers', () => {
  it.each([
    ['GET /users/?token=jessica', {}, [{ username: 'Rick' }, { username: 'Morty' }]],
    ['GET /users/foo?token=jessica', {}, { username: 'foo' }],
    ['GET /users/me?token=jessica', {}, { username: 'fakecurrentuser' }],
    ['GET /items/?token=jessica', trusted, stock],
    ['GET /items/plumbus?token=jessica', trusted, { name: 'Plumbus', item_id: 'plumbus' }],
    ['PUT /items/plumbus?token=jessica', trusted, { item_id: 'plumbus', name: 'The great Plumbus' }],
    ['POST /admin/?token=jessica', trusted, { message: 'Admin getting schwifty' }],
    ['GET /?token=jessica', {}, { message: 'Hello Bigger Applications!' }],
  ])('answers %s', async (request, headers, expected) => {
    await using client = await testClient(app)
    const answer = await client.request(...split(request), { headers })
    expect([answer.status, answer.json()]).toEqual([200, expected])
  })

  it.each([
    ['GET /users/', {}, [noToken]],
    ['GET /users/foo', {}, [noToken]],
    ['GET /users/me', {}, [noToken]],
    ['GET /items/', trusted, [noToken]],
    ['GET /items/plumbus', trusted, [noToken]],
    ['GET /items/?token=jessica', {}, [noHeader]],
    ['GET /items/plumbus?token=jessica', {}, [noHeader]],
    ['GET /', {}, [noToken]],
    ['PUT /items/foo', {}, [noToken, noHeader]],
  ])('names what %s lacks, the app first and then the router', async (request, headers, detail) => {
    await using client = await testClient(app)
    const answer = await client.request(...split(request), { headers })
    expect([answer.status, answer.json()]).toEqual([422, { detail }])
  })

  it.each([
    ['GET /users/?token=monica', {}, { status: 400, detail: 'No Jessica token provided' }],
    ['GET /items/?token=jessica', untrusted, { status: 400, detail: 'X-Token header invalid' }],
    ['GET /items/bar?token=jessica', untrusted, { status: 400, detail: 'X-Token header invalid' }],
    ['PUT /items/foo', untrusted, { status: 400, detail: 'X-Token header invalid' }],
    ['POST /admin/', untrusted, { status: 400, detail: 'X-Token header invalid' }],
    ['GET /items/bar?token=jessica', trusted, { status: 404, detail: 'Item not found' }],
    [
      'PUT /items/bar?token=jessica',
      trusted,
      { status: 403, detail: 'You can only update the item: plumbus' },
    ],
  ])('refuses %s', async (request, headers, { status, detail }) => {
    await using client = await testClient(app)
    const answer = await client.request(...split(request), { headers })
    expect([answer.status, answer.json()]).toEqual([status, { detail }])
  })

  it.each([
    ['/users?token=jessica', '/users/?token=jessica'],
    ['/users', '/users/'],
    ['/items?token=jessica', '/items/?token=jessica'],
  ])('redirects %s to %s before it asks a guard', async (path, location) => {
    await using client = await testClient(app)
    const answer = await client.get(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([308, location])
  })

  it('describes tags, guards and errors of the routers with each route', () => {
    expect(app.openapi().paths['/items/{item_id}']).toMatchObject({
      get: { tags: ['items'], responses: { 404: { description: 'Item not found' } } },
      put: {
        tags: ['items', 'custom'],
        responses: { 403: { description: 'Operation forbidden' }, 404: {}, 422: {} },
      },
    })
    expect(app.openapi().paths['/admin/']).toMatchObject({ post: { tags: ['admin'] } })
  })
})
