import { App, basic, type AudienceDocument, dependency, HttpError, Router, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'

const onlyAdmins = dependency({ login: basic() }, ({ login }) => {
  if (login.password !== 'good') throw new HttpError(403)
})

function shop(documents: Readonly<Record<string, AudienceDocument>>): App {
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger, documents })
  const admin = new Router({ prefix: '/users', audience: 'admin' })
  admin.get('', {}, () => [])
  admin.get('/names', { audience: ['public', 'admin'] }, () => [])
  app.get('/items', { audience: 'public' }, () => [])
  app.get('/health', {}, () => 'ok')
  app.include(admin)
  return app
}

const documents = {
  public: { openapiUrl: '/openapi.json', docsUrl: '/docs', redocUrl: false },
  admin: { title: 'Shop for admins', description: 'Ours.', dependencies: [onlyAdmins] },
} as const

const login = { authorization: `Basic ${btoa('ann:good')}` }

describe('an app with a document for each audience', () => {
  it('names each route in the documents of its audience, and those of none in all', () => {
    const app = shop(documents)
    expect(Object.keys(app.openapi('public').paths)).toEqual(['/items', '/health', '/users/names'])
    expect(Object.keys(app.openapi('admin').paths)).toEqual(['/health', '/users', '/users/names'])
    expect(Object.keys(app.openapi().paths)).toHaveLength(4)
  })

  it('says of each what is its own', () => {
    const app = shop(documents)
    expect(app.openapi('public').info).toEqual({ title: 'Shop', version: '1.0.0' })
    expect(app.openapi('admin').info).toMatchObject({ title: 'Shop for admins', description: 'Ours.' })
  })

  it('serves each at its own address, with pages of its own', async () => {
    await using client = await testClient(shop(documents))
    const open = (await client.get('/openapi.json')).json<{ paths: object }>()
    expect(Object.keys(open.paths)).toEqual(['/items', '/health', '/users/names'])
    expect((await client.get('/docs')).text()).toContain('openapi.json')
    expect((await client.get('/redoc')).status).toBe(404)
    const guarded = await client.get('/admin/openapi.json', { headers: login })
    expect(guarded.json()).toMatchObject({ info: { title: 'Shop for admins' } })
    expect((await client.get('/admin/docs', { headers: login })).text()).toContain('<title>Shop for admins')
    expect((await client.get('/operations.json')).status).toBe(404)
  })

  it('shows a guarded document and its pages to nobody else', async () => {
    await using client = await testClient(shop(documents))
    const bad = { authorization: `Basic ${btoa('ann:bad')}` }
    for (const path of ['/admin/openapi.json', '/admin/docs', '/admin/redoc', '/admin/docs/initializer.js']) {
      expect([path, (await client.get(path)).status]).toEqual([path, 401])
      expect([path, (await client.get(path, { headers: bad })).status]).toEqual([path, 403])
      expect([path, (await client.get(path, { headers: login })).status]).toEqual([path, 200])
    }
  })

  it('answers each request, whoever reads of it', async () => {
    await using client = await testClient(shop(documents))
    expect((await client.get('/users')).status).toBe(200)
  })

  it('tells an edge where the first pages are', () => {
    expect(shop(documents).about.docsPath).toBe('/docs')
    expect(shop({ admin: { docsUrl: false }, public: {} }).about.docsPath).toBe('/public/docs')
  })

  it('is a mistake where a route is for a document that there is not', async () => {
    expect(() => shop({ public: {} }).openapi('public')).toThrow('AUDIENCE_UNKNOWN')
    expect(() => shop(documents).openapi('partner')).toThrow("its audience is 'partner'")
    await expect(testClient(shop({ public: {} }))).rejects.toThrow('AUDIENCE_UNKNOWN')
  })
})
