import { afterEach, describe, expect, it } from 'vitest'
import { type App, events, stream } from 'vivace'
import { compress } from 'vivace/compression'
import type { Server } from 'vivace/node'
import * as z from 'zod'
import { serveQuietly } from '../edges/node-driver.ts'
import { deferred } from '../fixtures/deferred.ts'
import { testApp } from '../fixtures/test-app.ts'

let server: Server | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})

async function serveApp(app: App): Promise<string> {
  server = await serveQuietly(app)
  return `http://127.0.0.1:${server.port}/`
}

/** Node's own client, which unpacks piece by piece what it has said that it accepts. */
async function open(
  url: string,
  coding: string,
  signal?: AbortSignal,
): Promise<[Response, () => Promise<string>]> {
  const headers = { 'accept-encoding': coding }
  const response = await fetch(url, { headers, ...(signal === undefined ? {} : { signal }) })
  const reader = response.body?.getReader()
  return [response, async () => new TextDecoder().decode((await reader?.read())?.value)]
}

describe('a compressed stream over HTTP', () => {
  it.each(['br', 'gzip', 'deflate'])('sends each event when it happens: %s', async (coding) => {
    const { app } = testApp({ middleware: [compress()] })
    // The next event is made only when the client has read the one before.
    const read = [deferred(), deferred(), deferred()]
    app.get('/', { returns: events(z.int()) }, async function* () {
      for (let at = 0; at < read.length; at++) {
        yield at
        await read[at]?.promise
      }
    })
    const [response, next] = await open(await serveApp(app), coding)
    expect(response.headers.get('content-encoding')).toBe(coding)
    for (let at = 0; at < read.length; at++) {
      expect(await next()).toBe(`data: ${at}\n\n`)
      read[at]?.resolve()
    }
    expect(await next()).toBe('')
  })

  it('ends its source when the client goes away', async () => {
    const { app, log } = testApp({ middleware: [compress()] })
    const ended = deferred()
    app.get('/', { returns: stream('text/plain') }, async function* () {
      try {
        for (;;) {
          yield 'vivace '.repeat(10_000)
          await new Promise((resolve) => setImmediate(resolve))
        }
      } finally {
        ended.resolve()
      }
    })
    const client = new AbortController()
    const [, next] = await open(await serveApp(app), 'gzip', client.signal)
    expect(await next()).toContain('vivace')
    client.abort()
    await ended.promise
    expect(log.lines).toEqual([])
  })

  it('breaks off when its source fails', async () => {
    const { app, log } = testApp({ middleware: [compress()] })
    app.get('/', { returns: stream('text/plain') }, async function* () {
      yield 'a'
      await new Promise((resolve) => setTimeout(resolve, 10))
      throw new Error('broken')
    })
    const response = await fetch(await serveApp(app), { headers: { 'accept-encoding': 'gzip' } })
    await expect(response.text()).rejects.toThrow()
    expect(log.lines).toMatchObject([{ level: 'error', message: 'The answer broke off: its stream failed.' }])
  })
})
