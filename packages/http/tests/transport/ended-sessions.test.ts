import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'
import { TcpProxy, throwawayCertificate } from '@vivace/fixtures'

let server: Http2SecureServer
let url = ''
const sessions = new Set<ServerHttp2Session>()
const sockets = new Set<Socket>()

beforeEach(async () => {
  server = createSecureServer(throwawayCertificate)
  server.on('session', (session) => sessions.add(session))
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('sessionError', () => undefined)
  server.on('request', ({ url: path }: { url: string }, response: { end(text: string): void }) => {
    if (path === '/ok') response.end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this shape.
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sessions.clear()
  sockets.clear()
  server.close()
})

const ways: Readonly<Record<string, () => void>> = {
  'by GOAWAY': () => sessions.forEach((session) => session.goaway(0)),
  'by closing': () => sessions.forEach((session) => session.close()),
  'at once': () => sessions.forEach((session) => session.destroy()),
  'with an error': () => sessions.forEach((session) => session.destroy(undefined, 2)),
  'with its socket': () => sockets.forEach((socket) => socket.destroy()),
  'by a reset': () => sockets.forEach((socket) => socket.resetAndDestroy()),
}

describe('a session of HTTP/2 through which nothing comes any more', () => {
  it('is given up by the first request that waits in vain, and replaced by the next', async () => {
    await using cable = await TcpProxy.open(Number(new URL(url).port))
    const through = `https://127.0.0.1:${cable.port}/ok`
    const policies = { default: { read: 200, attempts: 1, breaker: false } } as const
    await using opened = await openClient({ policies, tls: { ca: throwawayCertificate.cert } })
    const get = (): Promise<{ body: string }> => opened.http.get(through, { returns: 'text' })
    await Promise.all([get(), get(), get()])
    cable.freeze()
    expect((await failureOf(get())).failure).toBe('timeout')
    for (let call = 0; call < 5; call += 1) expect((await get()).body).toBe('ok')
  })
})

describe('a session of HTTP/2 that the server ends', () => {
  it.each(Object.keys(ways))('%s while nothing is under way is replaced by the next call', async (way) => {
    await using opened = await openClient({ tls: { ca: throwawayCertificate.cert } })
    for (let round = 0; round < 3; round += 1) {
      expect((await opened.http.get(`${url}/ok`, { returns: 'text' })).body).toBe('ok')
      ways[way]?.()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect((await opened.http.get(`${url}/ok`, { returns: 'text' })).body).toBe('ok')
  })

  it.each(Object.keys(ways))('%s while requests are under way ends them, in time', async (way) => {
    const policies = {
      default: { connect: 2_000, read: 400, total: 2_000, attempts: 1, breaker: false },
    } as const
    await using opened = await openClient({ policies, tls: { ca: throwawayCertificate.cert } })
    await opened.http.get(`${url}/ok`)
    const hanging = Array.from({ length: 10 }, () => failureOf(opened.http.get(`${url}/hang`)))
    const posted = failureOf(opened.http.post(`${url}/hang`))
    await new Promise((resolve) => setTimeout(resolve, 50))
    ways[way]?.()
    for (const error of await Promise.all([...hanging, posted]))
      expect(['network', 'timeout', 'connect']).toContain(error.failure)
    expect((await opened.http.get(`${url}/ok`, { returns: 'text' })).body).toBe('ok')
  })
})
