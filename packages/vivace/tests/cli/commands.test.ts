import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Project, Vivace, vivace } from './vivace-process.ts'

const shop = `
import { App, Router, bearer, dependency, path, query } from 'vivace'
import * as z from 'zod'
const requireAdmin = dependency({ token: bearer() }, function requireAdmin() { return true })
const admin = new Router({ prefix: '/admin', tags: ['Admin'], dependencies: [requireAdmin] })
admin.delete('/items/{itemId}', { inputs: { itemId: path(z.int()) }, operationId: 'removeItem' }, () => undefined)
export const app = new App({ title: 'Shop', version: '1.0.0', docsUrl: '/docs' })
app.get('/items', { inputs: { q: query(z.string().optional()) }, returns: z.array(z.object({ id: z.int(), name: z.string() })), tags: ['Items'] }, () => [])
app.get('/old', { deprecated: true, hidden: true }, () => null)
app.include(admin)
const inner = new App({ title: 'Inner', version: '1.0.0', docsUrl: '/docs' })
inner.get('/health', { returns: z.string() }, () => 'ok')
app.mount('/inner', inner)
`

let project: Project
beforeAll(() => {
  project = new Project({
    'app.ts': shop,
    'serving.ts': `import { serve } from 'vivace/node'\nimport { app } from './app.ts'\nawait serve(app, { port: 1 })\nthrow new Error('not reached')`,
    'late.ts': `import { serve } from 'vivace/node'\nimport { app } from './app.ts'\nsetTimeout(() => void serve(app, { port: 0 }), 50)\nexport const nothing = 1`,
    'empty.ts': 'export const nothing = 1',
    'broken.ts': `import { App, path } from 'vivace'\nimport * as z from 'zod'\nexport const app = new App({ title: 'A', version: '1' })\napp.get('/a', { inputs: { id: path(z.int()) as never } }, () => null)`,
  })
})
afterAll(() => project.remove())

const run = (...args: string[]) => vivace(args, { cwd: project.folder })

describe('vivace routes', () => {
  it('lists method, path, operation id, guards and tags, of mounted apps as well', async () => {
    const { code, out } = await run('routes')
    expect(out).toBe(
      [
        'METHOD  PATH                   OPERATION   GUARDS                TAGS',
        'GET     /items                 getItems                          Items',
        'DELETE  /admin/items/{itemId}  removeItem  bearer, requireAdmin  Admin',
        'GET     /inner/health          getHealth',
        '',
      ].join('\n'),
    )
    expect(code).toBe(0)
  })

  it('prints JSON, and the routes that the documents do not show', async () => {
    const { out } = await run('routes', 'serving.ts', '--json', '--all')
    const listed = JSON.parse(out)
    expect(listed).toContainEqual({
      method: 'GET',
      path: '/old',
      operationId: null,
      access: null,
      guards: [],
      tags: [],
      deprecated: true,
    })
    expect(listed).toContainEqual(expect.objectContaining({ path: '/inner/docs' }))
  })
})

describe('of an app with a guard', () => {
  beforeAll(() => {
    project.write(
      'private.ts',
      `import { Answer, App, bearer, dependency, Router, socket, text } from 'vivace'
      const member = dependency({ token: bearer() }, function member() { return 'ana' })
      export const app = new App({ title: 'Shop', version: '1', guard: member, docsUrl: '/docs' })
      app.get('/orders', {}, () => [])
      const auth = new Router({ prefix: '/auth', public: true })
      auth.post('/login', {}, () => 'token')
      auth.post('/hidden', { hidden: true }, () => null)
      app.include(auth)
      app.websocket('/news', { public: true, inputs: { lines: socket({ sends: text() }) } }, () => undefined)
      app.mount('/files', { handle: () => new Answer(200, [], null) })
      app.mount('/static', { handle: () => new Answer(200, [], null) }, { public: true })
      const inner = new App({ title: 'Inner', version: '1', openapiUrl: false })
      inner.get('/open', { public: true }, () => null)
      app.mount('/inner', inner)
      const pages = new App({ title: 'Pages', version: '1', openapiUrl: false })
      pages.get('/', {}, () => null)
      app.mount('/pages', pages, { public: true })`,
    )
  })

  it('vivace routes says which are public', async () => {
    const { out } = await run('routes', 'private.ts')
    expect(out).toBe(
      [
        'METHOD  PATH         OPERATION      ACCESS   GUARDS',
        'GET     /orders      getOrders      guarded  bearer, member',
        'POST    /auth/login  postAuthLogin  public',
        'GET     /inner/open  getOpen        public',
        'GET     /pages/      getRoot        public',
        '',
      ].join('\n'),
    )
  })

  it.each([
    [['check', 'private.ts']],
    [['check', 'private.ts', '--production', '--except', 'hosts,proxies,readiness']],
  ])('vivace %s lists what is public, which is no finding', async (args) => {
    expect(await run(...args)).toEqual({
      code: 0,
      out: [
        'Public, without the guard of the app:',
        '    POST /auth/login',
        '    POST /auth/hidden',
        '    WEBSOCKET /news',
        '    MOUNT /static',
        '    GET /inner/open',
        '    MOUNT /pages',
        '    documents: /openapi.json, /docs, /redoc, /asyncapi.json, /asyncapi',
        'Nothing was found.',
        '',
      ].join('\n'),
      err: '',
    })
  })
})

describe('vivace openapi', () => {
  it('prints the document, of a program that serves as well', async () => {
    const [exported, serving] = await Promise.all([run('openapi'), run('openapi', 'serving.ts')])
    expect(JSON.parse(exported.out)).toMatchObject({ openapi: '3.1.0', info: { title: 'Shop' } })
    expect(serving).toEqual(exported)
  })

  it('writes the document, and names what breaks clients of an older one', async () => {
    const { code, err } = await run('openapi', '--out', 'old.json')
    expect([code, err]).toEqual([0, 'Wrote old.json: 2 paths.\n'])
    expect(await run('openapi', '--diff', 'old.json')).toEqual({
      code: 0,
      out: 'No breaking changes.\n',
      err: '',
    })
    project.write('newer.ts', shop.replace('z.string().optional()', 'z.int()').replace('name: z', 'title: z'))
    const changed = await run('openapi', 'newer.ts', '--diff', 'old.json')
    expect(changed).toEqual({
      code: 1,
      out: [
        "breaking: GET /items: the query parameter 'q' is required now",
        "breaking: GET /items: the query parameter 'q' is no longer string, but integer",
        "breaking: GET /items: the answer 200, each item no longer has the field 'name'",
        '',
      ].join('\n'),
      err: '',
    })
  })

  it('ends with 2 when the older document is none', async () => {
    const { code, err } = await run('openapi', '--diff', 'app.ts')
    expect([code, err]).toEqual([2, expect.stringContaining('app.ts cannot be read')])
  })
})

describe('vivace client', () => {
  it('writes types for openapi-fetch, and says how to use them', async () => {
    const { code, out } = await run('client', '--out', 'web/api.d.ts')
    expect([code, out]).toEqual([0, expect.stringContaining("import type { paths } from './api'")])
    const types = readFileSync(join(project.folder, 'web/api.d.ts'), 'utf8')
    expect(types).toContain('export interface paths')
    expect(types).toContain('removeItem')
  })

  it('writes the operations that an inferred client is given, hidden ones among them', async () => {
    project.write(
      'records.ts',
      `import { App, path, route } from 'vivace'
      import * as z from 'zod'
      const readItem = route.get('/items/{id}', { hidden: true, inputs: { id: path(z.int()) } }, () => 1)
      export const app = new App({ title: 'Shop', version: '1' }).add({ readItem })`,
    )
    const { code, out } = await run('client', 'records.ts', '--operations', 'web/operations.json')
    expect([code, out]).toEqual([0, expect.stringContaining("import operations from './operations.json'")])
    expect(JSON.parse(readFileSync(join(project.folder, 'web/operations.json'), 'utf8'))).toEqual({
      readItem: { method: 'GET', path: '/items/{id}', inputs: { id: { in: 'path', name: 'id' } } },
    })
  })

  it('ends with 2 where no routes were added as a record', async () => {
    const { code, err } = await run('client', '--operations', 'operations.json')
    expect([code, err]).toEqual([2, expect.stringContaining('app.add({ readUser })')])
  })
})

describe('vivace', () => {
  it.each([
    { args: [], code: 2, says: 'vivace <command> [file]' },
    { args: ['--help'], code: 0, says: 'vivace <command> [file]' },
    { args: ['--version'], code: 0, says: /^\d+\.\d+\.\d+\n$/ },
    { args: ['routes', '--help'], code: 0, says: 'lists every route' },
    { args: ['fly'], code: 2, says: 'There is no command "fly"' },
    { args: ['routes', '--fly'], code: 2, says: "Unknown option '--fly'" },
    { args: ['routes', 'a.ts', 'b.ts'], code: 2, says: 'takes one file' },
    { args: ['routes', 'absent.ts'], code: 2, says: 'There is no file absent.ts' },
    { args: ['routes', 'empty.ts'], code: 2, says: 'neither exports an app nor serves one' },
    { args: ['routes', 'broken.ts'], code: 1, says: 'PATH_PARAMETER_UNKNOWN' },
    { args: ['routes', 'late.ts'], code: 0, says: 'getItems' },
    { args: ['start', '--port', 'x'], code: 2, says: '--port x is not a port' },
    { args: ['start', '--workers', 'many'], code: 2, says: '--workers many is not a number of workers' },
  ])('ends with $code for $args', async ({ args, code, says }) => {
    const ran = await run(...args)
    expect(ran.out + ran.err).toMatch(says)
    expect(ran.code).toBe(code)
  })
})

describe('vivace start', () => {
  it('serves in production, what is exported and what serves itself, and stops on SIGTERM', async () => {
    for (const file of ['app.ts', 'late.ts']) {
      const server = new Vivace(['start', file, '--port', '0'], { cwd: project.folder })
      try {
        const url = await server.url()
        expect((await fetch(`${url}/items`)).status).toBe(200)
        server.process.kill('SIGTERM')
        expect(await server.ended).toBe(0)
      } finally {
        await server.kill()
      }
    }
  })

  it('serves with workers, whatever the app says of them', async () => {
    const server = new Vivace(['start', 'late.ts', '--port', '0', '--workers', '2'], { cwd: project.folder })
    try {
      const url = await server.url()
      expect((await fetch(`${url}/items`)).status).toBe(200)
      server.process.kill('SIGHUP')
      await server.says('"The workers were replaced.","workers":2')
      expect((await fetch(`${url}/items`)).status).toBe(200)
      server.process.kill('SIGTERM')
      expect(await server.ended).toBe(0)
      expect(server.err.match(/to look at/g)).toHaveLength(1)
    } finally {
      await server.kill()
    }
  })
})
