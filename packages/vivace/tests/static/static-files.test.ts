import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Answer, App, silentLogger } from 'vivace'
import { staticFiles, type StaticFilesOptions } from 'vivace/static'
import { type TestAnswer, type TestClient, testClient, type TestRequest } from 'vivace/testing'
import { allClosed, modified, testFolder } from '../files/folder.ts'
import { testApp } from '../fixtures/test-app.ts'

const site = {
  'index.html': '<h1>Home</h1>',
  'style.css': 'body {}',
  'docs/index.html': '<h1>Docs</h1>',
  'docs/a.txt': 'a',
  'año nuevo.txt': 'feliz',
  'bare/a.txt': 'a',
  'assets/app-4f2c.js': 'run()',
  'assets/app-4f2c.js.br': 'brotli',
  'assets/app-4f2c.js.gz': 'gzipped',
  '.env': 'secret',
  '.git/config': 'secret',
}

async function clientOf(options: StaticFilesOptions = {}, at = '/static'): Promise<TestClient> {
  const { app } = testApp()
  app.get('/api/items', {}, () => [])
  app.mount(at, staticFiles(testFolder(site), options))
  return testClient(app)
}

async function ask(path: string, options?: StaticFilesOptions, request?: TestRequest): Promise<TestAnswer> {
  await using client = await clientOf(options)
  return client.get(path, request)
}

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('staticFiles()', () => {
  it('answers files with type, length, validators and caching', async () => {
    const answer = await ask('/static/style.css')
    expect([answer.status, answer.text()]).toEqual([200, 'body {}'])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'content-length': '7',
      'last-modified': modified,
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    })
    expect((await ask('/static/a%C3%B1o%20nuevo.txt')).text()).toBe('feliz')
  })

  it('says what browsers need when the app itself says nothing', async () => {
    const { app } = testApp({ securityHeaders: false })
    app.mount('/static', staticFiles(testFolder(site)))
    await using client = await testClient(app)
    expect((await client.get('/static/style.css')).headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('answers parts and conditions', async () => {
    await using client = await clientOf()
    const part = await client.get('/static/style.css', { headers: { range: 'bytes=0-3' } })
    expect([part.status, part.text()]).toEqual([206, 'body'])
    const etag = part.headers.get('etag') ?? ''
    const fresh = await client.get('/static/style.css', { headers: { 'if-none-match': etag } })
    expect([fresh.status, fresh.headers.get('cache-control')]).toEqual([304, 'no-cache'])
    const behind = await client.get('/static/style.css', { headers: { range: 'bytes=7-' } })
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */7'])
  })

  it('answers HEAD, tells OPTIONS what there is, and refuses other methods', async () => {
    await using client = await clientOf()
    const head = await client.head('/static/style.css')
    expect([head.status, head.text(), head.headers.get('content-length')]).toEqual([200, '', '7'])
    const options = await client.options('/static/style.css')
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'QUERY']) {
      const answer = await client.request(method, '/static/style.css')
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    }
  })

  it('answers the index of a folder below its slash, and leads there', async () => {
    await using client = await clientOf()
    expect((await client.get('/static/')).text()).toBe('<h1>Home</h1>')
    expect((await client.get('/static/docs/')).text()).toBe('<h1>Docs</h1>')
    for (const [path, location] of [
      ['/static', '/static/'],
      ['/static/docs', '/static/docs/'],
      ['/static/docs?a=1', '/static/docs/?a=1'],
    ] as const) {
      const answer = await client.get(path)
      expect([answer.status, answer.headers.get('location')]).toEqual([308, location])
    }
  })

  it('lists no folder, and tells none from what is not there', async () => {
    await using client = await clientOf()
    for (const path of ['/static/bare', '/static/bare/', '/static/nothing', '/static/style.css/']) {
      const answer = await client.get(path)
      expect([path, answer.status, answer.json<{ code: string }>().code]).toEqual([path, 404, 'not-found'])
    }
    expect((await ask('/static/', { index: false })).status).toBe(404)
    expect((await ask('/static/', { index: 'style.css' })).text()).toBe('body {}')
  })

  it('gives pages a policy under which they load what is their own', async () => {
    const page = await ask('/static/')
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'",
    )
    const own = await ask('/static/', { contentSecurityPolicy: "default-src 'self' https://cdn.example" })
    expect(own.headers.get('content-security-policy')).toBe("default-src 'self' https://cdn.example")
    const style = await ask('/static/style.css')
    expect(style.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  })

  it('lets clients keep files as long as it is told, pages never', async () => {
    const caching = async (path: string, options: StaticFilesOptions): Promise<string | null> =>
      (await ask(path, options)).headers.get('cache-control')
    expect(await caching('/static/style.css', { maxAge: '1h' })).toBe('public, max-age=3600')
    expect(await caching('/static/', { maxAge: '1h' })).toBe('no-cache')
    const forever = 'public, max-age=31536000, immutable'
    const pattern = /^assets\//g
    expect(await caching('/static/assets/app-4f2c.js', { immutable: pattern })).toBe(forever)
    expect(await caching('/static/style.css', { maxAge: '1h', immutable: pattern })).toBe(
      'public, max-age=3600',
    )
    const immutable = (path: string): boolean => path === 'style.css'
    expect(await caching('/static/style.css', { immutable })).toBe(forever)
  })

  it('knows other media types when it is told', async () => {
    const answer = await ask('/static/style.css', { mediaTypes: { css: 'text/x-own' } })
    expect(answer.headers.get('content-type')).toBe('text/x-own')
  })

  it('takes a URL, and a path from the folder of the process', async () => {
    const folder = testFolder({ 'a.txt': 'a' })
    for (const root of [
      pathToFileURL(folder),
      pathToFileURL(`${folder}/`),
      relative(process.cwd(), folder),
    ]) {
      const { app } = testApp()
      app.mount('/static', staticFiles(root))
      await using client = await testClient(app)
      expect((await client.get('/static/a.txt')).text()).toBe('a')
    }
  })

  it('does not start without its folder, or with a file in its place', async () => {
    const folder = testFolder({ 'a.txt': 'a' })
    for (const [name, cause] of [
      ['nothing', 'there is no such folder'],
      ['a.txt', 'it is no folder'],
    ] as const) {
      const { app } = testApp()
      app.mount('/static', staticFiles(join(folder, name)))
      const error: unknown = await app.start().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'STATIC_ROOT_INVALID' })
      expect(String(error)).toContain(cause)
      mkdirSync(join(folder, 'nothing'), { recursive: true })
    }
  })

  it('refuses options that cannot be', () => {
    const folder = testFolder({})
    const bad = { contentSecurityPolicy: 'a\nb' }
    expect(() => staticFiles(folder, bad)).toThrow(expect.objectContaining({ code: 'HEADER_INVALID' }))
    // What JavaScript lets through.
    const never = { maxAge: 'never' } as unknown as StaticFilesOptions
    expect(() => staticFiles(folder, never)).toThrow(expect.objectContaining({ code: 'DURATION_INVALID' }))
  })

  it('follows links that stay inside, and a root that is one', async () => {
    const folder = testFolder({ 'releases/1/a.txt': 'one', 'releases/2/a.txt': 'two' })
    symlinkSync('a.txt', join(folder, 'releases/1/link.txt'))
    symlinkSync('releases/1', join(folder, 'current'))
    const { app } = testApp()
    app.mount('/static', staticFiles(join(folder, 'current')))
    await using client = await testClient(app)
    expect((await client.get('/static/link.txt')).text()).toBe('one')
  })

  it('has nothing open when it is done', async () => {
    const folder = testFolder({ ...site, large: Buffer.alloc(200_000) })
    const { app } = testApp()
    app.mount('/static', staticFiles(folder, { precompressed: ['br'], spa: true }))
    await using client = await testClient(app)
    for (const path of ['', 'docs', 'large', 'nothing', 'bare', 'assets/app-4f2c.js'])
      await client.get(`/static/${path}`, { headers: html })
    await allClosed(folder)
  })
})

describe('staticFiles({ precompressed })', () => {
  const options: StaticFilesOptions = { precompressed: ['br', 'gzip'] }
  const accepting = (coding: string): TestRequest => ({ headers: { 'accept-encoding': coding } })

  it.each([
    ['gzip, br', 'brotli', 'br'],
    ['gzip', 'gzipped', 'gzip'],
    ['br;q=0.5, gzip', 'gzipped', 'gzip'],
    ['identity', 'run()', null],
  ])('answers the file beside the file: %s', async (accepted, text, coding) => {
    const answer = await ask('/static/assets/app-4f2c.js', options, accepting(accepted))
    expect([answer.text(), answer.headers.get('content-encoding')]).toEqual([text, coding])
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('vary')).toBe('accept-encoding')
  })

  it('has a tag of its own for each coding', async () => {
    await using client = await clientOf(options)
    const tag = async (coding: string): Promise<string | null> =>
      (await client.get('/static/assets/app-4f2c.js', accepting(coding))).headers.get('etag')
    const tags = [await tag('br'), await tag('gzip'), await tag('identity')]
    expect(new Set(tags).size).toBe(3)
    const headers = { 'accept-encoding': 'br', 'if-none-match': tags[0] ?? '' }
    const fresh = await client.get('/static/assets/app-4f2c.js', { headers })
    expect([fresh.status, fresh.headers.get('vary')]).toEqual([304, 'accept-encoding'])
  })

  it('answers the plain file where there is no other', async () => {
    const answer = await ask('/static/style.css', options, accepting('br, gzip'))
    expect([answer.text(), answer.headers.get('content-encoding')]).toEqual(['body {}', null])
  })
})

describe('staticFiles({ spa })', () => {
  it('answers navigation with the page, and nothing else', async () => {
    await using client = await clientOf({ spa: true })
    const page = await client.get('/static/orders/7', { headers: html })
    expect([page.status, page.text()]).toEqual([200, '<h1>Home</h1>'])
    expect(page.headers.get('vary')).toBe('accept')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect((await client.get('/static/orders/7/', { headers: html })).status).toBe(200)
    expect((await client.head('/static/orders/7', { headers: html })).status).toBe(200)
    for (const path of ['/static/app-old.js', '/static/orders/7.png', '/static/.env'])
      expect([path, (await client.get(path, { headers: html })).status]).toEqual([path, 404])
    expect((await client.get('/static/orders/7', { headers: { accept: '*/*' } })).status).toBe(404)
    expect((await client.get('/static/orders/7')).status).toBe(404)
    expect((await client.post('/static/orders/7', { headers: html })).status).toBe(405)
  })

  it('takes the name of the page', async () => {
    const answer = await ask('/static/orders', { spa: 'docs/index.html' }, { headers: html })
    expect(answer.text()).toBe('<h1>Docs</h1>')
  })
})

describe('mount()', () => {
  it('serves at the root what neither a route nor another mount does', async () => {
    await using client = await clientOf({ spa: true }, '/')
    const { app } = client
    expect((await client.get('/')).text()).toBe('<h1>Home</h1>')
    expect((await client.get('/docs/a.txt')).text()).toBe('a')
    expect((await client.get('/api/items')).json()).toEqual([])
    expect((await client.get('/orders/7', { headers: html })).text()).toBe('<h1>Home</h1>')
    const wrong = await client.post('/api/items')
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect(app.mounted).toEqual([])
  })

  it('refuses a second root', () => {
    const { app } = testApp()
    app.mount('/', staticFiles(testFolder({})))
    expect(() => app.mount('/', staticFiles(testFolder({})))).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_ROUTE' }),
    )
  })

  it('serves a folder in an app that is mounted itself', async () => {
    const folder = testFolder(site)
    const inner = new App({ title: 'Inner', version: '1', openapiUrl: false, log: silentLogger })
    inner.mount('/files', staticFiles(folder))
    inner.mount('/', staticFiles(join(folder, 'docs')))
    const { app } = testApp()
    app.mount('/inner', inner)
    await using client = await testClient(app)
    expect((await client.get('/inner/files/style.css')).text()).toBe('body {}')
    expect((await client.get('/inner/files/docs')).headers.get('location')).toBe('/inner/files/docs/')
    expect((await client.get('/inner/a.txt')).text()).toBe('a')
    expect((await client.get('/inner/nothing')).status).toBe(404)
  })

  it('begins and ends what is mounted with the app, and answers what it throws', async () => {
    const happened: string[] = []
    const { app } = testApp()
    app.mount('/own', {
      start: () => void happened.push('start'),
      stop: () => void happened.push('stop'),
      handle({ localPath }) {
        if (localPath === '/wrong') throw new Error('wrong')
        return new Answer(200, ['content-type', 'text/plain'], localPath)
      },
    })
    {
      await using client = await testClient(app)
      expect((await client.get('/own/a/b')).text()).toBe('/a/b')
      expect((await client.get('/own/wrong')).status).toBe(500)
      expect(happened).toEqual(['start'])
    }
    expect(happened).toEqual(['start', 'stop'])
  })
})

describe('a file that changes', () => {
  it('is answered as it is now', async () => {
    const folder = testFolder({ 'a.txt': 'one' })
    const { app } = testApp()
    app.mount('/static', staticFiles(folder))
    await using client = await testClient(app)
    expect((await client.get('/static/a.txt')).text()).toBe('one')
    writeFileSync(join(folder, 'a.txt'), 'another')
    expect((await client.get('/static/a.txt')).text()).toBe('another')
  })
})
