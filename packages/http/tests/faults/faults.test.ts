import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UpstreamFailure } from '@vivace/http'
import * as z from 'zod'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'
import { startBlackHole, startUpstream, type UpstreamProcess } from './upstream-process.ts'

// Long enough for a machine that does ten other things. What times are in an app is in `times.test.ts`, on a clock
// that stands still.
const patient = { connect: 20_000, read: 20_000, total: 40_000 } as const

const policies = {
  default: { ...patient, attempts: 1, breaker: false },
  silent: { read: 300 },
  short: { total: 500 },
  again: { attempts: 3, breaker: false },
  guarded: { attempts: 3, breaker: {} },
  small: { maxBytes: 100_000 },
  crumbs: { maxBytes: 10_000 },
  // The longest of all is how long a connection is tried for.
  llm: { connect: 20_000 },
  webhook: { connect: 20_000 },
} as const

let upstream: UpstreamProcess
beforeAll(async () => {
  upstream = await startUpstream()
})
afterAll(() => upstream.kill())

async function countOf(path: string): Promise<number> {
  const response = await fetch(`${upstream.url}/counts`)
  return z.record(z.string(), z.number()).parse(await response.json())[path] ?? 0
}

const faults: readonly (readonly [string, UpstreamFailure, string])[] = [
  ['/hang', 'timeout', 'sent nothing for 300 ms'],
  ['/slow-head', 'timeout', 'sent nothing for 300 ms'],
  ['/stalled-body', 'timeout', 'sent nothing for 300 ms'],
  ['/slow-body', 'timeout', 'was not done within 500 ms'],
  ['/reset', 'network', 'broke off'],
  ['/close', 'network', 'broke off'],
  ['/garbage', 'network', 'broke off'],
  ['/two-lengths', 'network', 'broke off'],
  ['/endless-head', 'network', 'broke off'],
  ['/endless-hints', 'network', 'too many informational answers'],
  ['/truncated', 'network', 'broke off'],
  ['/reset-body', 'network', 'broke off'],
  ['/broken-chunk', 'network', 'broke off'],
  ['/large', 'body', 'has a body of more than 100000 bytes'],
  ['/bomb', 'body', 'more than'],
  ['/layers', 'body', 'has a body in 1000 codings'],
  ['/no-gzip', 'body', 'cannot be unpacked'],
  ['/half-gzip', 'body', 'cannot be unpacked'],
  ['/tiny-chunks', 'body', 'has a body of more than 10000 bytes'],
  ['/deep', 'body', 'is not JSON'],
  ['/other-shape', 'invalid', 'breaks its schema: /ok'],
  ['/no-status', 'status', 'answered 999'],
  ['/html', 'body', 'is not JSON'],
  ['/loop', 'redirect', 'redirects more than 3 times'],
  ['/to-file', 'redirect', 'redirects to file:'],
  ['/busy', 'status', 'answered 503'],
  ['/too-many', 'status', 'answered 429'],
  ['/error', 'status', 'answered 500'],
  ['/large-error', 'status', 'answered 500'],
]

/** Those that are given up sooner, or whose body may not be as large as others'. */
const policyByPath: Readonly<Record<string, 'crumbs' | 'short' | 'silent' | 'small'>> = {
  '/hang': 'silent',
  '/slow-head': 'silent',
  '/stalled-body': 'silent',
  '/slow-body': 'short',
  '/large': 'small',
  '/tiny-chunks': 'crumbs',
}
const policyOf = (path: string): 'crumbs' | 'default' | 'short' | 'silent' | 'small' =>
  policyByPath[path] ?? 'default'

describe('a service that fails', () => {
  it.each(faults)('%s ends as %s: %s', async (path, failure, cause) => {
    await using opened = await openClient({ policies })
    const options = { policy: policyOf(path), returns: z.object({ ok: z.boolean() }) }
    const calls = Array.from({ length: 10 }, () =>
      failureOf(opened.http.get(`${upstream.url}${path}`, options)),
    )
    for (const error of await Promise.all(calls)) {
      expect(error.failure).toBe(failure)
      expect(error.message).toContain(cause)
      expect(JSON.stringify(error.detail ?? '')).not.toContain('hunter2')
    }
  })

  it('and leads to a private address is not followed by safeFetch, nor called by it', async () => {
    await using opened = await openClient({ policies })
    expect((await failureOf(opened.http.safeFetch(`${upstream.url}/ok`))).failure).toBe('address')
    const named = `http://localhost:${upstream.port}/ok`
    expect((await failureOf(opened.http.safeFetch(named))).failure).toBe('address')
    expect((await opened.http.fetch(named)).status).toBe(200)
  })

  it('does not make the memory grow: 40 endless bodies and 40 bombs', async () => {
    await using opened = await openClient({ policies })
    const call = (path: string): Promise<unknown> =>
      failureOf(opened.http.get(`${upstream.url}${path}`, { policy: 'small', returns: 'text' }))
    await Promise.all([call('/large'), call('/bomb')])
    const before = process.memoryUsage().arrayBuffers
    for (let round = 0; round < 10; round += 1)
      await Promise.all([call('/large'), call('/bomb'), call('/large'), call('/bomb')])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  it('is asked again after Retry-After, and answers', async () => {
    await using opened = await openClient({ policies })
    const response = await opened.http.get(`${upstream.url}/busy-once`, { policy: 'again', returns: 'text' })
    expect(response.body).toBe('{"ok":true}')
    expect(await countOf('/busy-once')).toBe(2)
  })

  it('is not asked again by methods that may not be repeated', async () => {
    await using opened = await openClient({ policies })
    const before = await countOf('/reset')
    await failureOf(opened.http.post(`${upstream.url}/reset`, { policy: 'again', json: {} }))
    expect(await countOf('/reset')).toBe(before + 1)
    await failureOf(opened.http.put(`${upstream.url}/reset`, { policy: 'again', json: {} }))
    expect(await countOf('/reset')).toBe(before + 4)
  })

  it('gets no more than a tenth more traffic in an outage, and with a breaker at most 20 attempts', async () => {
    await using opened = await openClient({ policies })
    const bare = await countOf('/close')
    for (let call = 0; call < 100; call += 1)
      await failureOf(opened.http.get(`${upstream.url}/close`, { policy: 'again' }))
    expect((await countOf('/close')) - bare).toBeLessThanOrEqual(100 + 10)
    const guarded = await countOf('/close')
    for (let call = 0; call < 100; call += 1)
      await failureOf(opened.http.get(`${upstream.url}/close`, { policy: 'guarded' }))
    expect((await countOf('/close')) - guarded).toBeLessThanOrEqual(20)
  })

  it('leaves no connection behind', async () => {
    await using opened = await openClient({ policies, keptAliveFor: 50 })
    const calls = faults.map(([path]) =>
      opened.http.get(`${upstream.url}${path}`, { policy: policyOf(path), returns: 'text' }),
    )
    await Promise.allSettled(calls)
    while (opened.http.stats().open > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(opened.http.stats()).toMatchObject({ open: 0, idle: 0 })
  })
})

describe('a service that is killed and started again', () => {
  it('is found again by the same client', async () => {
    const first = await startUpstream()
    await using opened = await openClient({ policies })
    const get = (path: string): Promise<{ status: number }> => opened.http.get(`${first.url}${path}`)
    const hanging = failureOf(get('/hang'))
    await get('/ok')
    await first.kill()
    expect(['network', 'timeout']).toContain((await hanging).failure)
    expect((await failureOf(get('/ok'))).failure).toMatch(/connect|network/)
    const second = await startUpstream(first.port)
    expect((await get('/ok')).status).toBe(200)
    await second.kill()
  })
})

describe('a service that no connection comes about with', () => {
  it.runIf(process.platform === 'linux')('is given up when the policy says so', async () => {
    await using blackHole = await startBlackHole()
    const short = { connect: 200 } as const
    await using opened = await openClient({
      policies: {
        default: { ...short, attempts: 1, breaker: false },
        llm: short,
        health: short,
        webhook: short,
      },
    })
    const calls = Array.from({ length: 20 }, () => failureOf(opened.http.get(blackHole.url)))
    for (const error of await Promise.all(calls))
      expect(error.message).toContain('has no connection after 200 ms (timeout)')
    while (opened.http.stats().open > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  })

  it('because it refuses is told as one that cannot be reached', async () => {
    const stopped = await startUpstream()
    await stopped.kill()
    await using opened = await openClient({ policies })
    const error = await failureOf(opened.http.get(stopped.url))
    expect(error.message).toMatch(/cannot be reached: .*ECONNREFUSED.* \(connect\)$/)
  })
})

describe('a service that takes connections and says nothing', () => {
  it('is given up, whatever it is called by', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await using opened = await openClient({
      policies: { default: { ...policies.default, connect: 300, read: 300 } },
    })
    expect((await failureOf(opened.http.get(`http://127.0.0.1:${port}/`))).failure).toBe('timeout')
    // There is no TLS, and so no connection.
    const error = await failureOf(opened.http.get(`https://127.0.0.1:${port}/`))
    expect(error.message).toContain('has no connection after 300 ms (timeout)')
    silent.close()
  })
})
