import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'
import { privatePlaces, redirectingTransport } from './private-places.ts'

/** A service that nobody outside may reach, on all addresses of this machine; it counts who comes. */
let inner: Server
let visits = 0
let port = 0

beforeEach(async () => {
  visits = 0
  inner = createServer((socket) => {
    visits += 1
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret')
  })
  await new Promise<void>((resolve) => inner.listen(0, resolve))
  // A server that listens on a port has an address of this shape.
  port = (inner.address() as AddressInfo).port
})
afterEach(() => {
  inner.close()
})

const policies = { default: { connect: 500, attempts: 1, breaker: false } } as const

describe('a URL that a user gives', () => {
  it('leads to no private place, in whatever way it is written, at once or by a redirect', async () => {
    await using opened = await openClient({ policies }, { open: redirectingTransport() })
    const places = privatePlaces(port)
    for (const place of places) {
      const redirecting = `http://public.example/?to=${encodeURIComponent(place)}`
      for (const url of [place, redirecting])
        for (let call = 0; call < 5; call += 1)
          expect([url, (await failureOf(opened.http.safeFetch(url))).failure]).toEqual([url, 'address'])
    }
    expect(visits).toBe(0)
    // The place is there: whoever is not guarded gets to it.
    expect(await (await opened.http.fetch(`http://127.0.0.1:${port}/`)).text()).toBe('secret')
  })

  it('leads to no private place by a name that changes its address', async () => {
    await using opened = await openClient({ policies }, { open: redirectingTransport() })
    const failures = new Set<string>()
    for (let call = 0; call < 10; call += 1) {
      const url = `http://rebinding.example:${port}/`
      failures.add((await failureOf(opened.http.safeFetch(url))).failure)
    }
    expect(failures).toContain('address')
    expect(visits).toBe(0)
  })
})
