import { createSecureServer, type Http2SecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'
import { throwawayCertificate } from '@vivace/fixtures'

let server: Http2SecureServer
let url = ''
beforeEach(async () => {
  server = createSecureServer({ ...throwawayCertificate, allowHTTP1: true }, (_request, response) => {
    response.end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this shape.
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(() => {
  server.close()
})

const tls = { ca: throwawayCertificate.cert }

describe('the first call to an origin, which is to find out what it speaks', () => {
  it('keeps nobody waiting when it was given up before it began', async () => {
    await using opened = await openClient({ tls })
    await expect(opened.http.get(url, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow(
      'gone',
    )
    expect((await opened.http.get(url)).status).toBe(200)
  })

  it('keeps nobody waiting when it cannot be sent', async () => {
    await using opened = await openClient({ tls })
    const mistake = opened.http.get(url, { headers: { upgrade: 'x' } })
    const others = Array.from({ length: 10 }, () => opened.http.get(url))
    await expect(mistake).rejects.toThrow(TypeError)
    for (const { status } of await Promise.all(others)) expect(status).toBe(200)
  })

  it('keeps nobody waiting when it is given up while it connects', async () => {
    await using opened = await openClient({ tls })
    const controller = new AbortController()
    const first = opened.http.get(url, { signal: controller.signal })
    const others = Array.from({ length: 10 }, () => opened.http.get(url))
    setImmediate(() => controller.abort(new Error('gone')))
    await expect(first).rejects.toThrow('gone')
    for (const { status } of await Promise.all(others)) expect(status).toBe(200)
  })
})

describe('a call whose headers contradict its body', () => {
  it('is a mistake, and is not repeated', async () => {
    const done: number[] = []
    await using opened = await openClient({ tls, onRequestDone: ({ attempts }) => done.push(attempts) })
    const call = opened.http.put(url, { json: {}, headers: { 'content-length': '7' } })
    await expect(call).rejects.toThrow(TypeError)
    expect(done).toEqual([1])
  })
})

describe('a client whose app has stopped', () => {
  it('opens no connection any more', async () => {
    const opened = await openClient({ tls, policies: { default: { attempts: 1 } } })
    const { http } = opened
    await opened[Symbol.asyncDispose]()
    expect((await failureOf(http.get(url))).message).toContain('the client is closed (connect)')
  })
})
