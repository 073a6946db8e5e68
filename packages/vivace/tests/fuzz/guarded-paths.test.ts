import { ok } from 'node:assert/strict'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Answer, apiKey, App, dependency, path as anyPath } from '../../src/index.ts'
import type { Server } from '../../src/node/index.ts'
import { serveQuietly } from '../edges/node-driver.ts'
import { valueOf } from '../edges/wire-answer.ts'
import { MemoryExchange } from '../fixtures/memory-exchange.ts'
import { type Arrival, arrivals } from './demo/arrivals.ts'
import { demoApp } from './demo/demo-app.ts'
import { DocumentJudge } from './documented/document-judge.ts'
import { documentedOperations } from './documented/documented-operation.ts'
import { draftsOf } from './documented/drafted-request.ts'
import { type WrittenRequest, writeRequest } from './documented/wire-request.ts'
import { runs, seed } from './fuzz-settings.ts'
import { pathSpellings } from './path-spellings.ts'
import { staysUnharmed } from './unharmed.ts'
import { WireClient } from './wire-client.ts'

const { app, mounted } = demoApp()

/** A guarded operation, with a request that is let in, and one without credentials. */
interface Guarded {
  readonly name: string
  readonly known: WrittenRequest
  readonly unknown: WrittenRequest
}

const guarded: readonly Guarded[] = [['', app] as const, ...mounted].flatMap(([prefix, documented]) => {
  const judge = new DocumentJudge(documented.openapi())
  return documentedOperations(documented, prefix)
    .filter(({ schemes }) => schemes.length > 0)
    .map((operation) => {
      const [draft] = fc.sample(draftsOf(operation, judge), { seed, numRuns: 1 })
      if (draft === undefined) throw new Error(`There is no request to ${operation.name}.`)
      const unknown = writeRequest({ ...draft, operation: { ...operation, schemes: [] } })
      return { name: operation.name, known: writeRequest(draft), unknown }
    })
})

/** The guards that an operation must have passed, by where it is: told by hand, and not by the framework. */
const needed: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^Demo: \w+ \/staff\/erase\//, ['staff', 'consent']],
  [/^Demo: \w+ \/staff\/reports\//, ['staff', 'auditor']],
  [/^Demo: \w+ \/staff(?:\/|$)/, ['staff']],
  [/^Demo: \w+ \/keys\/header$/, ['headerKey']],
  [/^Demo: \w+ \/keys\/query$/, ['queryKey']],
  [/^Demo: \w+ \/keys\/cookie$/, ['cookieKey']],
  [/^Demo: \w+ \/keys\/root$/, ['root']],
  [/^Admin: \w+ \/(?!docs|redoc|openapi\.json)/, ['root']],
]

function neededBy(operation: string): readonly string[] {
  return needed.find(([pattern]) => pattern.test(operation))?.[1] ?? []
}

function isUnguarded({ operation, guards }: Arrival): boolean {
  return neededBy(operation).some((guard) => !guards.includes(guard))
}

const methods = [
  ...['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'TRACE', 'CONNECT'],
  ...['get', 'PROPFIND', 'FOO', 'PURGE'],
]
const overrides = [
  ['x-http-method-override', 'GET'],
  ['x-http-method', 'GET'],
  ['x-method-override', 'DELETE'],
  ['x-original-url', '/administrator/users/x'],
  ['x-rewrite-url', '/staffing'],
  ['x-forwarded-prefix', '/administrator'],
] as const

async function ask({ method, target, headers, body }: WrittenRequest): Promise<number> {
  const mark = target.indexOf('?')
  const { status } = await app.handle(
    new MemoryExchange({
      method,
      path: mark < 0 ? target : target.slice(0, mark),
      queryString: mark < 0 ? '' : target.slice(mark + 1),
      headers: Object.fromEntries(headers),
      ...(body === undefined ? {} : { body }),
    }),
  )
  return status
}

/** Another spelling of the path, with the query as it was. */
function respelt(request: WrittenRequest, spell: (path: string) => string): WrittenRequest {
  const [path = '', query] = request.target.split('?')
  const spelt = spell(path)
  const mark = spelt.includes('?') ? '&' : '?'
  return { ...request, target: query === undefined ? spelt : `${spelt}${mark}${query}` }
}

function check(status: number, sent: string): void {
  ok(status < 500, `${status} to ${sent}`)
  const unguarded = arrivals.list.filter(isUnguarded)
  ok(unguarded.length === 0, `${sent} reached ${unguarded.map(({ operation }) => operation).join(', ')}`)
}

beforeAll(() => app.start())
afterAll(() => app.stop())
beforeEach(() => arrivals.clear())

describe('the demo app', () => {
  it('has guarded routes of every kind, and the table of this file knows them', async () => {
    expect(guarded.length).toBeGreaterThanOrEqual(14)
    for (const { known } of guarded) await ask(known)
    expect(arrivals.count).toBe(guarded.length)
    for (const { operation, guards } of arrivals.list) {
      expect(neededBy(operation).length, operation).toBeGreaterThan(0)
      expect(guards, operation).toEqual(expect.arrayContaining([...neededBy(operation)]))
    }
  })
})

const count = runs(2_000, 20_000)

describe.each(guarded)(`a guard hangs on its route: $name`, ({ known, unknown }) => {
  staysUnharmed()

  const [path = ''] = known.target.split('?')
  const spellings = pathSpellings(path, { count, seed })

  it(
    `lets no spelling of the path past (${count}, known and unknown, by any method)`,
    { timeout: 120_000 },
    async () => {
      for (const [at, spelling] of spellings.entries()) {
        const method = methods[at % methods.length] ?? 'GET'
        const override = overrides[at % overrides.length] ?? ['x-http-method-override', 'GET']
        const spelt = respelt(unknown, () => spelling)
        for (const request of [
          spelt,
          respelt(known, () => spelling),
          { ...spelt, method, headers: [...spelt.headers, override] },
        ]) {
          arrivals.clear()
          check(await ask(request), `${request.method} ${request.target}`)
        }
      }
    },
  )

  it('is asked for HEAD as for GET', async () => {
    for (const request of [unknown, known]) {
      arrivals.clear()
      const own = await ask(request)
      const head = await ask({ ...request, method: 'HEAD', body: undefined })
      expect(head).toBe(known.method === 'GET' ? own : head)
      expect(arrivals.list.filter(isUnguarded)).toEqual([])
      if (known.method === 'GET') expect(arrivals.count).toBe(request === known ? 2 : 0)
    }
  })

  it('has nothing to do with methods that the path does not have: 405 names those it has', async () => {
    const answer = await app.handle(new MemoryExchange({ method: 'OPTIONS', path }))
    expect(answer.status).toBe(204)
    const allowed = answer.get('allow')?.split(', ') ?? []
    expect(allowed).toContain(known.method)
    for (const method of methods.filter((one) => !allowed.includes(one))) {
      const refused = await app.handle(new MemoryExchange({ method, path }))
      expect({ method, status: refused.status, allow: refused.get('allow') }).toEqual({
        method,
        status: 405,
        allow: allowed.join(', '),
      })
    }
    expect(arrivals.list).toEqual([])
  })
})

describe('on the wire, where targets come as bytes', () => {
  staysUnharmed()

  let server: Server
  let client: WireClient
  beforeEach(async () => {
    server = await serveQuietly(demoApp().app)
    client = new WireClient(server.port)
  })
  afterEach(async () => {
    client.close()
    await server.stop()
  })

  it('no spelling of a path leads past a guard (40 for each route)', { timeout: 120_000 }, async () => {
    for (const { known, unknown } of guarded) {
      const [path = ''] = known.target.split('?')
      const all = pathSpellings(path, { count, seed: seed + 1 })
      for (let at = 0; at < 40; at++) {
        const spelling = all[(at * 7_919) % all.length] ?? path
        const method = at % 3 === 0 ? (methods[at % methods.length] ?? 'GET') : known.method
        for (const request of [known, unknown]) {
          const spelt = { ...respelt(request, () => spelling), method }
          arrivals.clear()
          const answer = await client.send(bytesOf(spelt), method === 'HEAD')
          check(answer?.status ?? 0, `${method} ${spelt.target}`)
        }
      }
    }
  })

  it('the target may be absolute, or a star for OPTIONS alone', async () => {
    const unknown = guarded.find(({ name }) => name === 'GET /staff/users/{userId}')?.unknown
    const path = unknown?.target ?? ''
    const status = async (line: string): Promise<number | undefined> =>
      (await client.send(`${line} HTTP/1.1\r\nhost: a\r\n\r\n`))?.status
    expect(await status(`GET http://a${path}`)).toBe(401)
    expect(await status(`GET HTTPS://b:99${path}`)).toBe(401)
    expect(await status('GET *')).toBe(400)
    expect(await status('OPTIONS *')).toBeLessThan(500)
    expect(await status(`GET ${path.slice(1)}`)).toBe(400)
    expect(await status(`TRACE ${path}`)).toBe(405)
    expect(await status(`CONNECT a:80`)).toBe(405)
    expect(arrivals.list).toEqual([])
  })

  it('TRACE is refused wherever it is sent, with the methods that there are', async () => {
    const answer = await client.send('TRACE /items HTTP/1.1\r\nhost: a\r\ncookie: secret=1\r\n\r\n')
    expect(answer?.status).toBe(405)
    expect(answer === undefined ? '' : valueOf(answer, 'allow')).not.toContain('TRACE')
    expect(new TextDecoder().decode(answer?.body)).not.toContain('secret')
  })
})

function bytesOf({ method, target, headers, body }: WrittenRequest): Uint8Array {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'host: a',
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  const content = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body ?? [])
  if (content.length > 0) lines.push(`content-length: ${content.length}`)
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), content])
}

describe('an app with a guard', () => {
  staysUnharmed()

  const key = apiKey({ in: 'header', name: 'X-Key' })
  const shop = new App({
    title: 'Shop',
    version: '1',
    openapiUrl: false,
    guard: dependency({ key }, () => 1),
  })
  const inner = new App({ title: 'Inner', version: '1', openapiUrl: false })
  const answered: string[] = []
  const answer = (where: string) => () => void answered.push(where)
  shop.get('/private', {}, answer('a route'))
  inner.get('/{rest*}', { inputs: { rest: anyPath(z.string()) } }, answer('a mounted app'))
  shop.mount('/inner', inner)
  shop.mount('/files', { handle: () => (answer('a mount')(), new Answer(200, [], null)) })
  shop.mount('/', { handle: () => (answer('the mount of the rest')(), new Answer(200, [], null)) })

  it.each(['/private', '/inner/private', '/files/private'])(
    `is private whatever the spelling of %s (${count}, by any method)`,
    async (path) => {
      answered.length = 0
      await shop.start()
      for (const [at, spelling] of pathSpellings(path, { count, seed }).entries()) {
        const method = methods[at % methods.length] ?? 'GET'
        await shop.handle(new MemoryExchange({ method, path: spelling }))
        ok(answered.length === 0, `${method} ${spelling} reached ${answered.join(', ')}`)
      }
      await shop.handle(new MemoryExchange({ path, headers: { 'x-key': 'k' } }))
      expect(answered).toHaveLength(1)
    },
  )
})
