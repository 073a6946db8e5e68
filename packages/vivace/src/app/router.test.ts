import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { defineError } from '../errors/index.ts'
import { path } from '../inputs/index.ts'
import { route } from '../operations/index.ts'
import { testClient } from '../testing/index.ts'
import { Router } from './router.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete', 'options', 'query'] as const

describe('a router', () => {
  it.each(methods)('adds routes of %s', async (method) => {
    const { app } = testApp()
    app[method]('/', {}, () => method)
    await using client = await testClient(app)
    expect((await client.request(method.toUpperCase(), '/')).json()).toBe(method)
  })

  it('adds a route of HEAD of its own', async () => {
    const { app } = testApp()
    app.get('/', {}, () => 'get')
    app.head('/', { status: 204 }, () => undefined)
    await using client = await testClient(app)
    expect((await client.head('/')).status).toBe(204)
  })

  it('puts its prefix before every path, that of the inclusion before it', async () => {
    const { app } = testApp()
    const users = new Router({ prefix: '/users' })
    const files = new Router({ prefix: '/{userId}/files' })
    users.get('', {}, () => 'all')
    users.get('/me', {}, () => 'me')
    files.get('/{name}', { inputs: { userId: path(z.int()), name: path(z.string()) } }, (values) => values)
    users.include(files)
    app.include(users, { prefix: '/api/v1' })
    await using client = await testClient(app)
    expect((await client.get('/api/v1/users')).json()).toBe('all')
    expect((await client.get('/api/v1/users/me')).json()).toBe('me')
    expect((await client.get('/api/v1/users/7/files/a.txt')).json()).toEqual({ userId: 7, name: 'a.txt' })
    expect((await client.get('/users/me')).status).toBe(404)
  })

  it('may be included several times, each time in another place', async () => {
    const { app } = testApp()
    const health = new Router()
    health.get('/health', {}, () => 'ok')
    app.include(health, { prefix: '/v1' }).include(health, { prefix: '/v2' })
    await using client = await testClient(app)
    expect((await client.get('/v1/health')).json()).toBe('ok')
    expect((await client.get('/v2/health')).json()).toBe('ok')
  })

  it('serves the routes that it gets after its inclusion', async () => {
    const { app } = testApp()
    const router = new Router({ prefix: '/late' })
    app.include(router)
    router.get('/', {}, () => 'here')
    await using client = await testClient(app)
    expect((await client.get('/late/')).json()).toBe('here')
  })

  it('may be an app: its routes, without its documents', async () => {
    const inner = testApp({ openapiUrl: '/openapi.json' }).app
    inner.get('/x', {}, () => 'x')
    const { app } = testApp()
    app.include(inner, { prefix: '/inner' })
    await using client = await testClient(app)
    expect((await client.get('/inner/x')).json()).toBe('x')
    expect((await client.get('/inner/openapi.json')).status).toBe(404)
  })

  it('gives tags, errors, deprecated and hidden to its routes, each tag and error once', () => {
    const Locked = defineError({ status: 423, code: 'locked', title: 'Locked' })
    const Taken = defineError({ status: 409, code: 'taken', title: 'Taken' })
    const { app } = testApp()
    const inner = new Router({ tags: ['b', 'c'], errors: [Taken, Locked], deprecated: true })
    inner.get('/a', { tags: ['c', 'd'], errors: [Taken], hidden: true }, () => null)
    const outer = new Router({ tags: ['a'], errors: [Locked] })
    outer.include(inner, { tags: ['x'] })
    outer.get('/b', {}, () => null)
    app.include(outer)
    const [a, b] = app.descriptions()
    expect(a).toMatchObject({ tags: ['a', 'x', 'b', 'c', 'd'], deprecated: true, hidden: true })
    expect(a?.errors.map(({ code }) => code)).toEqual(['locked', 'taken'])
    expect(b).toMatchObject({ tags: ['a'], deprecated: false, hidden: false })
  })

  it('describes what its routes say of themselves', () => {
    const { app } = testApp()
    const docs = {
      summary: 'Read',
      description: 'Reads *it*.',
      operationId: 'readIt',
      extensions: { 'x-internal': true },
    }
    app.get('/a/{id}', docs, () => null)
    app.post('/b', {}, () => null)
    expect(app.descriptions()).toMatchObject([
      { method: 'GET', path: '/a/{id}', ...docs, deprecated: false },
      { method: 'POST', path: '/b' },
    ])
  })

  it.each([
    ['users', "write '/users'"],
    ['/users/', "write '/users'"],
    ['users/', "write '/users'"],
    ['/', 'leave it out'],
    ['//', 'leave it out'],
  ])('refuses the prefix %j', (prefix, remedy) => {
    const refusal = expect.objectContaining({
      name: 'DefinitionError',
      code: 'PREFIX_INVALID',
      where: `Prefix '${prefix}'`,
      message:
        `Prefix '${prefix}': a prefix begins with "/" and does not end with it.\n` +
        `To fix it, ${remedy}.\n(PREFIX_INVALID, see docs/errors.md)`,
    })
    expect(() => new Router({ prefix })).toThrow(refusal)
    expect(() => new Router().include(new Router(), { prefix })).toThrow(refusal)
  })

  it('that includes itself stops the start', async () => {
    const inner = new Router({ prefix: '/inner' })
    const outer = new Router({ prefix: '/outer' })
    inner.include(outer)
    outer.include(inner)
    const { app } = testApp()
    app.include(outer)
    await expect(app.start()).rejects.toMatchObject({
      name: 'DefinitionError',
      code: 'ROUTER_INCLUDES_ITSELF',
      where: "Router under '/outer/inner'",
      message:
        "Router under '/outer/inner': it includes itself, directly or through another router.\n" +
        'To fix it, include each router in one that is not inside it.\n' +
        '(ROUTER_INCLUDES_ITSELF, see docs/errors.md)',
    })
  })

  it('with two routes for the same paths stops the start', async () => {
    const { app } = testApp()
    const router = new Router({ prefix: '/items' })
    router.get('/{id}', {}, () => 1)
    app.include(router)
    app.get('/items/{name}', {}, () => 2)
    app.post('/items/{name}', {}, () => 3)
    await expect(app.start()).rejects.toMatchObject({
      name: 'DefinitionError',
      code: 'DUPLICATE_ROUTE',
      where: 'GET /items/{name}',
      message:
        'GET /items/{name}: GET /items/{id} is there already and takes the same paths.\n' +
        'To fix it, remove one of them, or give one another path or method.\n' +
        '(DUPLICATE_ROUTE, see docs/errors.md)',
    })
  })

  it('refuses a path that is no template when the app starts', async () => {
    const { app } = testApp()
    app.get('items', {}, () => 1)
    await expect(app.start()).rejects.toMatchObject({ code: 'PATH_TEMPLATE_INVALID', where: "Path 'items'" })
    const empty = testApp().app
    empty.get('', {}, () => 1)
    await expect(empty.start()).rejects.toMatchObject({ code: 'PATH_TEMPLATE_INVALID' })
  })
})

describe('routes as values', () => {
  const readUser = route.get('/users/{userId}', { inputs: { userId: path(z.int()) } }, ({ userId }) => userId)
  const listUsers = route.get('/users', { operationId: 'allUsers' }, () => [])

  it('are added one by one', async () => {
    const { app } = testApp()
    app.add(readUser).add(listUsers)
    await using client = await testClient(app)
    expect((await client.get('/users/7')).json()).toBe(7)
    expect((await client.get('/users')).json()).toEqual([])
  })

  it('are added as a record, whose keys are their operation ids where they have none', async () => {
    const { app } = testApp()
    app.add({ readUser, listUsers })
    expect(app.descriptions()).toMatchObject([{ operationId: 'readUser' }, { operationId: 'allUsers' }])
    await using client = await testClient(app)
    expect((await client.get('/users/7')).json()).toBe(7)
  })

  it('may be called method and path in a record', async () => {
    const { app } = testApp()
    app.add({ method: readUser, path: listUsers })
    await using client = await testClient(app)
    expect((await client.get('/users/7')).json()).toBe(7)
  })

  it('stand under the prefix of the router that they are added to', async () => {
    const { app } = testApp()
    app.include(new Router({ prefix: '/v1' }).add({ readUser }))
    await using client = await testClient(app)
    expect((await client.get('/v1/users/7')).json()).toBe(7)
  })

  it('are what the methods of a router answer', () => {
    const { app } = testApp()
    const added = app.post('/x', {}, () => null)
    expect(added).toMatchObject({ method: 'POST', path: '/x' })
  })
})
