import { App, events, event, lastEventId, path, Router, route } from 'vivace'
import { createClient } from 'vivace/client'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { serveQuietly } from '../edges/node-driver.ts'
import { all, failureOf } from './outcomes.ts'
import { type api as shop, shopApp } from './shop.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** An app at a port of its own. */
async function served(app: App): Promise<string> {
  const server = await serveQuietly(app)
  closing.push(() => server.stop())
  return `http://127.0.0.1:${server.port}`
}

const ping = route.get('/ping/{n}', { inputs: { n: path(z.int()) }, returns: z.int() }, ({ n }) => n)

describe('an inferred client over a socket', () => {
  it('learns the operations once, also when several calls begin together', async () => {
    const baseUrl = await served(shopApp())
    const asked: string[] = []
    const client = createClient<typeof shop>({
      baseUrl,
      fetch: (request) => {
        asked.push(new URL(request.url).pathname)
        return fetch(request)
      },
    })
    await Promise.all([client.readUser({ userId: 1 }), client.readUser({ userId: 2 })])
    expect(asked.sort()).toEqual(['/operations.json', '/users/1', '/users/2'])
  })

  it('uploads files', async () => {
    const client = createClient<typeof shop>({ baseUrl: `${await served(shopApp())}/` })
    const got = await client.album({ about: { title: 'a' }, cover: new File(['x'], 'x.txt') })
    expect(got).toMatchObject({ about: { title: 'a' }, cover: ['x.txt', 'application/octet-stream', 'x'] })
  })

  it('ends its request with the signal, and a stream with the loop that reads it', async () => {
    const ended: string[] = []
    const hangs = route.get('/hangs', { returns: events(z.int()) }, async function* () {
      try {
        for (let n = 0; ; n++) {
          yield n
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      } finally {
        ended.push('ended')
      }
    })
    const api = { hangs }
    const client = createClient<typeof api>({
      baseUrl: await served(new App({ title: 'A', version: '1' }).add(api)),
    })
    for await (const { data } of client.hangs()) if (data === 1) break
    await expect.poll(() => ended.length, { timeout: 10_000 }).toBe(1)
    const leaving = new AbortController()
    const failure = await failureOf(
      (async () => {
        for await (const { data } of client.hangs({}, { signal: leaving.signal }))
          if (data === 1) leaving.abort()
      })(),
    )
    expect(failure).toMatchObject({ name: 'AbortError' })
    await expect.poll(() => ended.length, { timeout: 10_000 }).toBe(2)
  })
})

describe('the operations of an app', () => {
  it('have the whole paths, under prefixes and mounts', async () => {
    const router = new Router({ prefix: '/v1' })
    const api = { ping }
    router.add(api)
    const inner = new App({ title: 'Inner', version: '1' }).include(router, { prefix: '/api' })
    const outer = new App({ title: 'Outer', version: '1' })
    outer.mount('/inner', inner)
    const client = createClient<typeof api>({ baseUrl: 'http://app.example/inner', fetch: outer.fetch })
    expect(await client.ping({ n: 5 })).toBe(5)
    expect(inner.operations()).toEqual({
      ping: { method: 'GET', path: '/api/v1/ping/{n}', inputs: { n: { in: 'path', name: 'n' } } },
    })
  })

  it('are served where there are records of routes, and nowhere else', async () => {
    const status = async (app: App, path = '/operations.json'): Promise<number> =>
      (await app.fetch(new Request(`http://app.example${path}`))).status
    const about = { title: 'A', version: '1' }
    expect(await status(new App(about).add(ping))).toBe(404)
    expect(await status(new App(about).add({ ping }))).toBe(200)
    expect(await status(new App({ ...about, openapiUrl: false }).add({ ping }))).toBe(404)
    expect(await status(new App({ ...about, operationsUrl: false }).add({ ping }))).toBe(404)
    const elsewhere = new App({ ...about, operationsUrl: '/for-clients' }).add({ ping })
    expect(await status(elsewhere, '/for-clients')).toBe(200)
    const client = createClient<{ ping: typeof ping }>({ fetch: elsewhere.fetch, operations: '/for-clients' })
    expect(await client.ping({ n: 1 })).toBe(1)
  })

  it('can be given, and nothing is fetched first; hidden ones are there only then', async () => {
    const secret = route.get('/secret', { hidden: true, returns: z.string() }, () => 'here')
    const api = { ping, secret }
    const app = new App({ title: 'A', version: '1', operationsUrl: false }).add(api)
    expect(Object.keys(app.operations())).toEqual(['ping'])
    // As it comes from a JSON file, which is typed by its text.
    const operations = JSON.parse(JSON.stringify(app.operations({ hidden: true }))) as {
      readonly ping: { method: string; path: string }
      readonly secret: { method: string; path: string }
    }
    const client = createClient<typeof api>({ fetch: app.fetch, operations })
    expect([await client.ping({ n: 1 }), await client.secret()]).toEqual([1, 'here'])
  })

  it('that cannot be learnt are told with the reason, and asked for again', async () => {
    let fetched = 0
    const { fetch: own } = shopApp()
    const client = createClient<typeof shop>({
      fetch: (request) => (fetched++ === 0 ? Promise.reject(new Error('no network')) : own(request)),
    })
    const failure = await failureOf(client.me())
    expect(String(failure)).toContain('from http://localhost/operations.json')
    expect(failure).toMatchObject({ cause: { message: 'no network' } })
    expect(await failureOf(client.me())).toMatchObject({ status: 401 })
  })

  it('keep the key of the record where the route has an id of its own', async () => {
    const api = { key: route.get('/', { operationId: 'id', returns: z.int() }, () => 1) }
    const app = new App({ title: 'A', version: '1' }).add(api)
    expect(app.openapi().paths['/']?.['get']?.operationId).toBe('id')
    expect(await createClient<typeof api>({ fetch: app.fetch }).key()).toBe(1)
  })

  it.each(['nowhere', 'example.org/api'])('are nowhere at the baseUrl %j', (baseUrl) => {
    expect(() => createClient({ baseUrl })).toThrow('is no URL')
  })
})

describe('an event stream that breaks off', () => {
  /** Only its types are used: the server is a script. */
  const streaming = {
    steps: route.get('/steps', { inputs: { lastEventId }, returns: events(z.int()) }, async function* () {
      yield event(1)
    }),
  }

  it('is an event stream by the operations of its app', () => {
    const app = new App({ title: 'A', version: '1' }).add(streaming)
    expect(app.operations()).toEqual(operations)
  })

  const operations = { steps: { method: 'GET', path: '/steps', answers: { 200: 'event' } } }

  /** A server whose connections do, one after the other, what is listed. */
  async function scripted(script: readonly ((response: ServerResponse) => void)[]) {
    const seen: (string | undefined)[] = []
    const server = createServer((request, response) => {
      if (request.url === '/operations.json') {
        response.end(JSON.stringify(operations))
        return
      }
      seen.push(request.headers['last-event-id']?.toString())
      script[seen.length - 1]?.(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    })
    // It listens on a port.
    const { port } = server.address() as AddressInfo
    return { client: createClient<typeof streaming>({ baseUrl: `http://127.0.0.1:${port}` }), seen }
  }

  const opened = (response: ServerResponse, text: string): ServerResponse => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(text)
    return response
  }
  const broken = (text: string) => (response: ServerResponse) => {
    opened(response, text)
    // After the bytes have left.
    setTimeout(() => response.destroy(), 50)
  }
  const whole = (text: string) => (response: ServerResponse) => void opened(response, text).end()

  it('goes on from the last id, after the time that the server asked for', async () => {
    const { client, seen } = await scripted([
      broken('retry: 10\nid: ñ1\ndata: 1\n\n'),
      (response) => void response.destroy(),
      whole('id: 2\ndata: 2\n\n'),
    ])
    expect((await all(client.steps())).map(({ data }) => data)).toEqual([1, 2])
    expect(seen.map((id) => id && Buffer.from(id, 'latin1').toString())).toEqual([undefined, 'ñ1', 'ñ1'])
  })

  it.each([
    ['that gave no id', 'data: 1\n\n', {}],
    ['whose caller does not want it', 'id: 1\ndata: 1\n\n', { resume: 'never' } as const],
  ])('is an error for one %s', async (_, text, options) => {
    const { client, seen } = await scripted([broken(text)])
    expect(await failureOf(all(client.steps({}, options)))).toMatchObject({ name: 'BrokenOff' })
    expect(seen).toHaveLength(1)
  })

  it('is an error when it cannot be made again, with the problem where there is one', async () => {
    const { client } = await scripted([
      broken('retry: 1\nid: 1\ndata: 1\n\n'),
      (response) =>
        void response.writeHead(403, { 'content-type': 'application/problem+json' }).end('{"title":"No"}'),
    ])
    expect(await failureOf(all(client.steps()))).toMatchObject({ status: 403, message: '403 No' })
  })

  it('goes on after its end as well, if it is asked to, until it is answered 204', async () => {
    const { client, seen } = await scripted([
      whole('retry: 1\nid: 1\ndata: 1\n\n'),
      whole('id: 2\ndata: 2\n\n'),
      (response) => void response.writeHead(204).end(),
    ])
    expect((await all(client.steps({}, { resume: 'always' }))).map(({ data }) => data)).toEqual([1, 2])
    expect(seen).toEqual([undefined, '1', '2'])
  })
})
