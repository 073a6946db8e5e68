import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { App, dependency, header, log, path } from 'vivace'
import { testClient } from 'vivace/testing'
import { cache, namespace } from '@vivace/cache'
import { forRequest, httpClient } from '@vivace/http'
import { jsonLogger, type LogDestination, requestContext, telemetry } from '@vivace/telemetry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'

/** How many requests; `VIVACE_MIXING=50000` for the full number. */
const count = Number(process.env['VIVACE_MIXING'] ?? 3_000)
/** So many at the same time, and so many values in the cache: several requests ask for each at once. */
const [together, values] = [1_000, 100]

/** Another service: it answers whose call it has heard, by the header, and what was asked, by the path. */
const upstream = createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  const body = JSON.stringify({ from: request.headers['x-correlation-id'], asked: request.url?.slice(1) })
  setTimeout(() => response.end(body), Math.random() * 4)
})
let url = ''
beforeAll(async () => {
  upstream.listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  // A server that listens on a port has an address of this shape.
  url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
})
afterAll(() => {
  upstream.closeAllConnections()
  upstream.close()
})

/** Looks at each line as it is written, and remembers those that speak of another request than their own. */
class JudgedLog implements LogDestination {
  readonly wrong: string[] = []
  lines = 0

  write(lines: string): void {
    for (const line of lines.split('\n').slice(0, -1)) {
      // Whatever else a line is, it is an object.
      const { correlation_id, user_id, asked, message } = JSON.parse(line) as Record<string, unknown>
      this.lines += 1
      const id = String(correlation_id).slice(2)
      const isOwn = user_id === id && (message === 'request answered' || asked === id)
      if (!isOwn) this.wrong.push(line)
    }
  }
}

const Heard = z.object({ from: z.string(), asked: z.string() })
const Shared = z.object({ value: z.int(), asked: z.string() })

function mixingApp(judged: JudgedLog): App {
  const app = new App({
    title: 'Mixing',
    version: '1.0.0',
    log: jsonLogger({ destination: judged }),
    middleware: [telemetry()],
  })
  const http = forRequest(httpClient({ policies: { default: { queue: 10_000 } } }))
  const caches = cache({
    redisUrl: false,
    namespaces: {
      shared: namespace({ name: 'shared', key: z.int(), value: Shared, ttl: '20ms', entries: 50 }),
    },
  })
  const user = dependency(
    { id: header(z.string(), { name: 'x-user' }), requestContext },
    async function* (v) {
      v.requestContext.add({ user_id: v.id })
      await delay(Math.random() * 3)
      yield { id: v.id }
    },
  )
  const shared = dependency({ user, caches, http }, async ({ user, caches, http }) => {
    const value = Number(user.id) % values
    return caches.shared.getOrLoad(value, async () => {
      const { body } = await http.get(`${url}/value-${value}`, { returns: Heard })
      return { value, asked: body.asked }
    })
  })
  app.get(
    '/who/{id}',
    { inputs: { id: path(z.string()), user, shared, http, requestContext, log } },
    async (v) => {
      v.log.info('begins', { asked: v.id })
      const { body } = await v.http.get(`${url}/own-${v.id}`, { returns: Heard })
      await delay(Math.random() * 3)
      v.log.info('goes on', { asked: v.user.id })
      return {
        id: v.id,
        user: v.user.id,
        shared: v.shared,
        heard: body,
        known: v.requestContext.correlationId,
      }
    },
  )
  return app
}

describe('requests at the same time', () => {
  it(`do not mix, in dependencies, caches, calls and lines of the log: ${count}`, async () => {
    const judged = new JudgedLog()
    await using client = await testClient(mixingApp(judged))
    const ask = async (id: number): Promise<void> => {
      const headers = { 'x-correlation-id': `c-${id}`, 'x-user': String(id) }
      const answer = await client.get(`/who/${id}`, { headers })
      const value = id % values
      expect(answer.json()).toEqual({
        id: String(id),
        user: String(id),
        shared: { value, asked: `value-${value}` },
        heard: { from: `c-${id}`, asked: `own-${id}` },
        known: `c-${id}`,
      })
    }
    for (let at = 0; at < count; at += together)
      await Promise.all(
        Array.from({ length: Math.min(together, count - at) }, (_none, more) => ask(at + more)),
      )
    await client[Symbol.asyncDispose]()
    expect(judged.wrong).toEqual([])
    expect(judged.lines).toBe(3 * count)
  })
})
