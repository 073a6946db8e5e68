import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { App, bearer, dependency, event, events, silentLogger, singleton, stopping } from '../../src/index.ts'
import { allowedHosts, health } from '../../src/middleware/index.ts'
import { serve, type ServeOptions } from '../../src/node/index.ts'
import { testClient } from '../../src/testing/index.ts'

const Step = z.object({ n: z.int() })

function shop(): App {
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: silentLogger,
    middleware: [health(), allowedHosts(['shop.example', '127.0.0.1'])],
    dependencies: [dependency({ token: bearer() }, ({ token }) => token)],
  })
  app.get('/hello', { returns: z.string() }, () => 'hello')
  return app
}

const quiet: ServeOptions = { port: 0, host: '127.0.0.1', announce: false, signals: false }
const authorized = { headers: { authorization: 'Bearer x' } }

describe('health()', () => {
  it('answers before guards and hosts are judged, and to nothing else', async () => {
    await using client = await testClient(shop())
    const host = { headers: { host: '10.1.2.3' } }
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await client.get(path, host)
      expect([answer.status, answer.json()]).toEqual([200, { status: 'ok' }])
      expect((await client.head(path)).status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect((await client.post('/health/live', host)).status).toBe(400)
    expect((await client.get('/health/lively', host)).status).toBe(400)
    expect(client.app.openapi().paths).not.toHaveProperty('/health/live')
  })

  it('answers where it is told to', async () => {
    const middleware = [health({ live: '/livez', ready: '/readyz' })]
    await using client = await testClient(new App({ title: 'Shop', version: '1.0.0', middleware }))
    expect((await client.get('/livez')).status).toBe(200)
    expect((await client.get('/readyz')).status).toBe(200)
    expect((await client.get('/health/live')).status).toBe(404)
  })
})

describe('a graceful stop', () => {
  it('says first that it is not ready, answers on, and closes connections one by one', async () => {
    const server = await serve(shop(), { ...quiet, drainDelay: '4s' })
    const ask = (path: string) => fetch(server.url + path, authorized)
    expect((await ask('/health/ready')).status).toBe(200)
    expect((await ask('/hello')).headers.get('connection')).toBe('keep-alive')
    const stopped = server.stop()
    const ready = await ask('/health/ready')
    expect([ready.status, await ready.json()]).toMatchObject([503, { code: 'stopping' }])
    expect((await ask('/health/live')).status).toBe(200)
    const hello = await ask('/hello')
    expect([hello.status, hello.headers.get('connection')]).toEqual([200, 'close'])
    await stopped
    await expect(ask('/hello')).rejects.toThrow()
  })

  it('tells what waits for `stopping`, in requests and in singletons, before it waits for anything', async () => {
    const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
    const order: string[] = []
    const poller = singleton({ stopping }, async function* ({ stopping }) {
      stopping.addEventListener('abort', () => order.push('poller told'))
      yield 'polling'
      order.push('poller cleaned up')
    })
    let waiting = 0
    app.get('/wait', { inputs: { stopping, poller }, returns: z.string() }, async ({ stopping }) => {
      waiting += 1
      await delay(60_000, undefined, { signal: stopping }).catch(() => undefined)
      return 'told'
    })
    const server = await serve(app, quiet)
    const answer = fetch(`${server.url}/wait`)
    await vi.waitFor(() => expect(waiting).toBe(1), { timeout: 30_000 })
    await server.stop()
    expect(await (await answer).json()).toBe('told')
    expect(order).toEqual(['poller told', 'poller cleaned up'])
  })

  it('ends event streams well: with their next item, or when what they wait for ends', async () => {
    const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
    let cleaned = 0
    const feed = async function* (signal?: AbortSignal) {
      try {
        yield event({ n: 1 }, { id: 1 })
        while (signal?.aborted !== true) {
          await delay(50, undefined, { signal }).catch(() => undefined)
          if (signal === undefined) yield event({ n: 2 }, { id: 2 })
        }
      } finally {
        cleaned += 1
      }
    }
    app.get('/ticking', { returns: events(Step) }, () => feed())
    app.get('/waiting', { inputs: { stopping }, returns: events(Step) }, ({ stopping }) => feed(stopping))
    const server = await serve(app, { ...quiet, gracePeriod: '60s' })
    const streams = await Promise.all(['/ticking', '/waiting'].map((path) => fetch(server.url + path)))
    const texts = streams.map((response) => response.text())
    await delay(200)
    await server.stop()
    // Neither rejects: both bodies came to their end.
    for (const text of await Promise.all(texts)) expect(text).toContain('data: {"n":1}')
    expect(cleaned).toBe(2)
  })

  it('cleans up what an event stream depends on after the stream itself', async () => {
    const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
    const order: string[] = []
    const session = dependency({}, async function* () {
      yield 'session'
      order.push('session')
    })
    app.get('/ticking', { inputs: { session }, returns: events(Step) }, async function* () {
      try {
        for (let n = 0; ; n += 1) {
          yield { n }
          await delay(5)
        }
      } finally {
        await delay(50)
        order.push('stream')
      }
    })
    const server = await serve(app, { ...quiet, gracePeriod: '60s' })
    const text = (await fetch(`${server.url}/ticking`)).text()
    await server.stop()
    expect(await text).toContain('data: {"n":0}')
    expect(order).toEqual(['stream', 'session'])
  })

  it('can be started again, and is ready again', async () => {
    const app = shop()
    await (await serve(app, quiet)).stop()
    await using server = await serve(app, quiet)
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200)
  })
})
