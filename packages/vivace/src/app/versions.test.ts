import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { dependency } from '../dependencies/index.ts'
import { HttpError } from '../errors/index.ts'
import { Answer } from '../exchange/index.ts'
import { path } from '../inputs/index.ts'
import type { Deprecation } from '../operations/index.ts'
import { reply } from '../responses/index.ts'
import { testClient } from '../testing/index.ts'
import { Router } from './router.ts'

const old: Deprecation = { since: '2026-01-01', sunset: '2026-12-31T12:00:00Z', link: '/docs/v2?a=1' }

describe('a deprecated route', () => {
  it('says since when, until when and what instead, in every answer of its handler', async () => {
    const { app } = testApp()
    app.get('/value', { deprecated: old }, () => 1)
    app.get('/reply', { deprecated: old }, () => reply(404, null))
    await using client = await testClient(app)
    for (const path of ['/value', '/reply']) {
      const { headers } = await client.get(path)
      expect([headers.get('deprecation'), headers.get('sunset'), headers.get('link')]).toEqual([
        '@1767225600',
        'Thu, 31 Dec 2026 12:00:00 GMT',
        '</docs/v2?a=1>; rel="deprecation sunset"; type="text/html"',
      ])
    }
  })

  it('does not change an answer that its handler gives to every request', async () => {
    const same = new Answer(200, ['content-type', 'text/plain'], 'a')
    const { app } = testApp({ securityHeaders: false })
    app.get('/', { deprecated: old }, () => same)
    await using client = await testClient(app)
    await client.get('/')
    expect((await client.get('/')).headers.get('deprecation')).toBe('@1767225600')
    expect(same.headers).toEqual(['content-type', 'text/plain'])
  })

  it('says nothing where no date is known', async () => {
    const { app } = testApp()
    app.get('/', { deprecated: true }, () => 1)
    await using client = await testClient(app)
    expect((await client.get('/')).headers.get('deprecation')).toBeNull()
    expect(app.descriptions()[0]?.deprecated).toBe(true)
  })

  it('may be so by its router, or by the inclusion; the nearest dates count', async () => {
    const { app } = testApp()
    const items = new Router({ prefix: '/items', deprecated: true })
    items.get('/new', { deprecated: { since: new Date('2027-01-01') } }, () => 1)
    items.get('/old', {}, () => 1)
    app.include(items, { deprecated: old })
    await using client = await testClient(app)
    expect((await client.get('/items/new')).headers.get('deprecation')).toBe('@1798761600')
    expect((await client.get('/items/old')).headers.get('deprecation')).toBe('@1767225600')
  })

  it('is documented with its headers', () => {
    const { app } = testApp({ openapiUrl: '/openapi.json' })
    app.get('/', { deprecated: old }, () => 1)
    const operation = app.openapi().paths['/']?.['get']
    expect(operation?.deprecated).toBe(true)
    expect(operation?.responses['200']).toMatchObject({ headers: { deprecation: {}, sunset: {}, link: {} } })
  })

  it.each<Deprecation>([
    { since: 'soon' },
    { since: '01/02/2026' },
    { sunset: new Date(Number.NaN) },
    { since: '2026-02-01', sunset: '2026-01-01' },
    { link: 'a b' },
    { link: 'https://a/\r\nset-cookie: a=b' },
    { link: '<a>' },
  ])('is a mistake with %j', (deprecated) => {
    const { app } = testApp()
    app.get('/', { deprecated }, () => 1)
    expect(() => app.descriptions()).toThrow('DEPRECATION_INVALID')
  })
})

describe('a router of a version', () => {
  function items(): Router<'/items'> {
    const router = new Router({ prefix: '/items' })
    const inputs = { id: path(z.int()) }
    router.get('/{id}', { operationId: 'readItem', inputs }, ({ id }) => ({ id }))
    return router
  }

  it('has the version before its prefix', async () => {
    const { app } = testApp()
    app.include(items(), { version: '1', prefix: '/shop', deprecated: old })
    app.include(new Router({ version: '2026-01-01' }).include(items()), { prefix: '/api' })
    await using client = await testClient(app)
    expect((await client.get('/v1/shop/items/7')).json()).toEqual({ id: 7 })
    expect((await client.get('/api/v2026-01-01/items/7')).json()).toEqual({ id: 7 })
    expect((await client.get('/items/7')).status).toBe(404)
  })

  it('is the same in two versions, each with operations of its own in the document', () => {
    const { app } = testApp({ openapiUrl: '/openapi.json' })
    const shared = items()
    app.include(shared, { version: '1', deprecated: old })
    app.include(shared, { version: '2.1' })
    const { paths } = app.openapi()
    expect(
      Object.entries(paths).map(([path, item]) => [path, item['get']?.operationId, item['get']?.deprecated]),
    ).toEqual([
      ['/v1/items/{id}', 'readItemV1', true],
      ['/v2.1/items/{id}', 'readItemV2_1', undefined],
    ])
  })

  it('may have its own guards', async () => {
    const { app } = testApp()
    const closed = dependency({}, () => {
      throw new HttpError(410)
    })
    app.include(items(), { version: '1', dependencies: [closed] })
    app.include(items(), { version: '2' })
    await using client = await testClient(app)
    expect((await client.get('/v1/items/7')).status).toBe(410)
    expect((await client.get('/v2/items/7')).status).toBe(200)
  })

  it('is not what the version of an app says', async () => {
    const { app } = testApp({ version: '2.0.0' })
    app.get('/items', {}, () => 1)
    await using client = await testClient(app)
    expect((await client.get('/items')).status).toBe(200)
  })

  it.each(['', 'v2', '/2', '2/', '2 1', '{id}'])('cannot be called %j', (version) => {
    expect(() => new Router({ version })).toThrow('PREFIX_INVALID')
    expect(() => new Router().include(new Router(), { version })).toThrow('PREFIX_INVALID')
  })
})
