import { createServer, type Server } from 'node:http'
import { createSecureServer, type Http2SecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'
import { throwawayCertificate } from '@vivace/fixtures'

/** A server, the connections that it has had and how many requests it has at once. */
interface Counted<Kind> {
  readonly server: Kind
  readonly url: string
  sockets: number
  most: number
}

let plain: Counted<Server>
let secure: Counted<Http2SecureServer>
let now = 0

beforeAll(async () => {
  plain = await listening(createServer(), 'http')
  secure = await listening(createSecureServer({ ...throwawayCertificate, allowHTTP1: true }), 'https')
})
afterAll(() => {
  plain.server.close()
  secure.server.close()
})

async function listening<Kind extends Server | Http2SecureServer>(
  server: Kind,
  scheme: 'http' | 'https',
): Promise<Counted<Kind>> {
  const counted = { server, url: '', sockets: 0, most: 0 }
  server.on(scheme === 'http' ? 'connection' : 'secureConnection', () => {
    counted.sockets += 1
  })
  server.on('request', (request: { httpVersion: string }, response: { end(text: string): void }) => {
    now += 1
    counted.most = Math.max(counted.most, now)
    setTimeout(() => {
      now -= 1
      response.end(request.httpVersion)
    }, 20)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this shape.
  counted.url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return counted
}

function reset(counted: { sockets: number; most: number }): void {
  counted.sockets = 0
  counted.most = 0
}

describe('the connections of a client', () => {
  it('are at most so many at once, and at most so many when there is nothing to do', async () => {
    reset(plain)
    await using opened = await openClient({ connections: 10, keptAlive: 3 })
    const calls = Array.from({ length: 60 }, () => opened.http.get(plain.url, { returns: 'text' }))
    await Promise.all(calls)
    expect(plain.most).toBe(10)
    while (opened.http.stats().idle > 3) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(opened.http.stats()).toMatchObject({ open: 3, idle: 3 })
  })

  it('are used again', async () => {
    reset(plain)
    await using opened = await openClient()
    for (let call = 0; call < 20; call += 1) await opened.http.get(plain.url, { returns: 'text' })
    // The first one is not free yet when the second call begins at once.
    expect(plain.sockets).toBeLessThanOrEqual(2)
  })

  it('are shared by hosts: one that is idle gives way, one that is busy is waited for', async () => {
    await using opened = await openClient({ connections: 2, tls: { ca: throwawayCertificate.cert } })
    const urls = Array.from({ length: 30 }, (_none, at) => (at % 2 === 0 ? plain.url : secure.url))
    const answers = await Promise.all(urls.map((url) => opened.http.post(url)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(opened.http.stats().open).toBeLessThanOrEqual(2)
  })

  it('are HTTP/2 where the server has it, and then shared by what may be sent again', async () => {
    reset(secure)
    await using opened = await openClient({ tls: { ca: throwawayCertificate.cert } })
    const calls = Array.from({ length: 80 }, () => opened.http.get(secure.url, { returns: 'text' }))
    const versions = new Set((await Promise.all(calls)).map(({ body }) => body))
    expect([...versions]).toEqual(['2.0'])
    expect(secure.sockets).toBeLessThanOrEqual(5)
    expect(secure.most).toBeGreaterThan(50)
  })

  it('carry one request at a time that may not be sent again', async () => {
    reset(secure)
    await using opened = await openClient({ tls: { ca: throwawayCertificate.cert } })
    await Promise.all(Array.from({ length: 8 }, () => opened.http.post(secure.url, { returns: 'text' })))
    expect(secure.sockets).toBe(8)
  })

  it('are HTTP/1.1 where HTTP/2 is turned off', async () => {
    await using opened = await openClient({ http2: false, tls: { ca: [throwawayCertificate.cert] } })
    expect((await opened.http.get(secure.url, { returns: 'text' })).body).toBe('1.1')
  })

  it('trust no certificate that no authority has signed', async () => {
    await using opened = await openClient({ policies: { default: { attempts: 1 } } })
    expect((await failureOf(opened.http.get(secure.url))).failure).toBe('connect')
  })

  it('are closed with the app', async () => {
    const opened = await openClient()
    const { http } = opened
    await http.get(plain.url)
    await opened[Symbol.asyncDispose]()
    while (http.stats().open > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(http.stats().open).toBe(0)
  })
})
