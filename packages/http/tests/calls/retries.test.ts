import { describe, expect, it } from 'vitest'
import { fakeClock } from 'vivace/testing'
import type { RequestDone } from '@vivace/http'
import { mockUpstream } from '@vivace/http/testing'
import * as z from 'zod'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

const url = 'https://api.example/'

describe('a retry', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('follows status %i, twice at most', async (status) => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(status, undefined, { times: 2 }).reply(200, 'at last')
    await using opened = await openClient({}, upstream)
    expect((await opened.http.get(url, { returns: 'text' })).body).toBe('at last')
    upstream.on('GET', `${url}never`).reply(status)
    const error = await failureOf(opened.http.get(`${url}never`))
    expect(error).toMatchObject({ failure: 'status', attempts: 3, answer: { status } })
    expect(upstream.requests).toHaveLength(6)
  })

  it.each([400, 401, 404, 409, 422, 501])('does not follow status %i', async (status) => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(status)
    await using opened = await openClient({}, upstream)
    expect(await failureOf(opened.http.get(url))).toMatchObject({ attempts: 1, status: 502 })
  })

  it.each(['breaks', 'refuses'] as const)('follows a connection that %s', async (failure) => {
    const upstream = mockUpstream()
    upstream.on('GET', url)[failure]({ times: 2 }).reply(200)
    await using opened = await openClient({}, upstream)
    expect((await opened.http.get(url)).status).toBe(200)
  })

  it('is for methods that may be sent twice, or with an Idempotency-Key', async () => {
    const upstream = mockUpstream()
    for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) upstream.on(method, url).breaks()
    await using opened = await openClient({ policies: { default: { breaker: false } } }, upstream)
    const attempts = async (call: Promise<unknown>): Promise<number> => (await failureOf(call)).attempts
    expect(await attempts(opened.http.post(url))).toBe(1)
    expect(await attempts(opened.http.patch(url))).toBe(1)
    expect(await attempts(opened.http.put(url))).toBe(3)
    expect(await attempts(opened.http.delete(url))).toBe(3)
    expect(await attempts(opened.http.post(url, { headers: { 'Idempotency-Key': 'a' } }))).toBe(3)
  })

  it('is for the methods that a policy names, and never for a stream', async () => {
    const upstream = mockUpstream()
    upstream.on('POST', url).breaks()
    await using opened = await openClient({ policies: { prompt: { retriedMethods: ['post'] } } }, upstream)
    expect((await failureOf(opened.http.post(url, { policy: 'prompt', json: {} }))).attempts).toBe(3)
    const body = (async function* () {
      yield new Uint8Array([1])
    })()
    expect((await failureOf(opened.http.post(url, { policy: 'prompt', body }))).attempts).toBe(1)
  })

  it('is for what a call itself says may be sent twice, or may not', async () => {
    const upstream = mockUpstream()
    upstream.on('POST', url).reply(429, undefined, { headers: { 'retry-after-ms': '1' } })
    upstream.on('GET', url).breaks()
    await using opened = await openClient({}, upstream)
    const prompt = opened.http.post(url, { json: {}, idempotent: true, policy: 'llm' })
    expect(await failureOf(prompt)).toMatchObject({ attempts: 3, answer: { status: 429 } })
    const http = opened.http.with({ idempotent: true })
    expect((await failureOf(http.post(url, { json: {} }))).attempts).toBe(3)
    expect((await failureOf(http.post(url, { json: {}, idempotent: false }))).attempts).toBe(1)
    expect((await failureOf(opened.http.get(url, { idempotent: false }))).attempts).toBe(1)
  })

  it('waits as long as Retry-After says, and longer by the jitter alone', async () => {
    const time = fakeClock('2026-01-01T00:00:00Z')
    const upstream = mockUpstream()
    const seconds = { headers: { 'retry-after': '4' }, times: 1 }
    const date = { headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, times: 1 }
    upstream.on('GET', url).reply(503, undefined, seconds).reply(429, undefined, date).reply(200)
    await using opened = await openClient(
      { policies: { default: { backoff: 1 } } },
      { time, open: upstream.open },
    )
    const call = opened.http.get(url)
    await time.advance(3_999)
    expect(upstream.requests).toHaveLength(1)
    await time.advance(2)
    expect(upstream.requests).toHaveLength(2)
    await time.advance(4_990)
    expect(upstream.requests).toHaveLength(2)
    await time.advance('1s')
    expect((await call).status).toBe(200)
  })

  it('is not waited for beyond the total: our own client is told when to come back', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(503, undefined, { headers: { 'retry-after': '31' } })
    await using opened = await openClient({}, upstream)
    const error = await failureOf(opened.http.get(url))
    expect(error).toMatchObject({
      status: 503,
      code: 'upstream-unavailable',
      attempts: 1,
      retryAfter: 31_000,
    })
    expect(error.headers).toEqual({ 'retry-after': '31' })
  })

  it('adds a tenth to the traffic of a host that is down', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).refuses()
    const policies = { default: { breaker: false, backoff: 1 } } as const
    await using opened = await openClient({ policies }, upstream)
    for (let call = 0; call < 200; call += 1) await failureOf(opened.http.get(url))
    expect(upstream.requests.length).toBeGreaterThan(200)
    expect(upstream.requests.length).toBeLessThanOrEqual(200 + 20)
  })

  it('can be the second half of a body that broke off', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).breaks({ times: 1 }).reply(200, { id: 1 })
    await using opened = await openClient({}, upstream)
    expect((await opened.http.get(url, { returns: z.object({ id: z.int() }) })).body).toEqual({ id: 1 })
  })
})

describe('onRequestDone', () => {
  it('hears of each call once, by policy and host', async () => {
    const calls: RequestDone[] = []
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(503, undefined, { times: 1 }).reply(200)
    upstream.on('POST', url).refuses()
    await using opened = await openClient({ onRequestDone: (done) => calls.push(done) }, upstream)
    await opened.http.get(url)
    await failureOf(opened.http.post(url, { policy: 'llm' }))
    const { body } = await opened.http.get(url, { returns: 'stream' })
    expect(calls).toHaveLength(2)
    for await (const _chunk of body);
    await expect(opened.http.get(url, { signal: AbortSignal.abort() })).rejects.toThrow()
    expect(calls).toMatchObject([
      { policy: 'default', host: 'api.example', method: 'GET', status: 200, failure: undefined, attempts: 2 },
      { policy: 'llm', method: 'POST', status: undefined, failure: 'connect', attempts: 1 },
      { policy: 'default', status: 200, failure: undefined },
      { failure: 'aborted' },
    ])
    expect(calls[0]?.milliseconds).toBeGreaterThanOrEqual(0)
  })

  it('does not fail the call when it fails', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200)
    const onRequestDone = (): void => {
      throw new Error('no metrics')
    }
    await using opened = await openClient({ onRequestDone }, upstream)
    expect((await opened.http.get(url)).status).toBe(200)
  })
})
