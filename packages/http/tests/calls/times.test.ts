import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { fakeClock } from 'vivace/testing'
import { mockUpstream } from '@vivace/http/testing'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

const url = 'https://api.example/'
const once = { default: { attempts: 1 }, llm: { attempts: 1 } } as const

describe('a host that takes a request and never answers', () => {
  it.each([
    ['default', 25_000],
    ['llm', 110_000],
    ['health', 3_000],
    ['webhook', 10_000],
  ] as const)('is given up by the policy %s after %i ms', async (policy, read) => {
    const time = fakeClock()
    const upstream = mockUpstream()
    upstream.on('POST', url).hangs()
    await using opened = await openClient({}, { time, open: upstream.open })
    const call = failureOf(opened.http.post(url, { policy }))
    await time.advance(read - 1)
    expect(upstream.requests).toHaveLength(1)
    await time.advance(1)
    const error = await call
    expect(error).toMatchObject({ failure: 'timeout', status: 504, code: 'upstream-timeout', attempts: 1 })
    // Of what users give the path is not told.
    const told = policy === 'webhook' ? `${url}…` : url
    expect(error.message).toBe(`POST ${told}: sent nothing for ${read} ms (timeout)`)
    expect(time.now()).toBe(read)
  })
})

describe('a host that cannot be connected to', () => {
  it.each([
    ['default', 5_000],
    ['llm', 10_000],
    ['health', 2_000],
    ['webhook', 5_000],
  ] as const)('is given up by the policy %s after %i ms', async (policy, connect) => {
    const time = fakeClock()
    const upstream = mockUpstream()
    upstream.on('GET', url).neverConnects()
    await using opened = await openClient({ policies: once }, { time, open: upstream.open })
    const call = failureOf(opened.http.get(url, { policy, headers: {} }))
    await time.advance(connect)
    // The policy webhook has attempts left.
    if (policy === 'webhook') await time.advance('15s')
    const error = await call
    expect(error.failure).toBe('timeout')
    if (policy !== 'webhook') expect(error.message).toContain(`has no connection after ${connect} ms`)
  })
})

describe('everything together', () => {
  it('takes no longer than the total of the policy, attempts and pauses included', async () => {
    const time = fakeClock()
    const upstream = mockUpstream()
    upstream.on('GET', url).hangs()
    await using opened = await openClient({}, { time, open: upstream.open })
    const call = failureOf(opened.http.get(url))
    await time.advance('30s')
    const error = await call
    expect(error).toMatchObject({ failure: 'timeout', attempts: 2 })
    expect(error.message).toBe(`GET ${url}: was not done within 30000 ms (timeout, 2 attempts)`)
    expect(time.now()).toBe(30_000)
  })

  it('ends with the signal of the call, with its own reason', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).hangs()
    await using opened = await openClient({}, upstream)
    const controller = new AbortController()
    const call = opened.http.get(url, { signal: controller.signal })
    controller.abort(new Error('changed my mind'))
    await expect(call).rejects.toThrow('changed my mind')
    await expect(
      opened.http.get(url, { signal: AbortSignal.abort(new Error('never begun')) }),
    ).rejects.toThrow('never begun')
  })

  it('has one listener at a signal, however many calls it ends, and none when they have ended', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).hangs()
    upstream.on('GET', `${url}ok`).reply(200)
    await using opened = await openClient({}, upstream)
    const controller = new AbortController()
    const { signal } = controller
    await Promise.all(Array.from({ length: 20 }, () => opened.http.get(`${url}ok`, { signal })))
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    const calls = Array.from({ length: 20 }, () => opened.http.get(url, { signal }))
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    controller.abort(new Error('all of you'))
    for (const call of calls) await expect(call).rejects.toThrow('all of you')
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  it('ends with any of the signals of clients that were made of each other', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).hangs()
    await using opened = await openClient({}, upstream)
    const [outer, inner] = [new AbortController(), new AbortController()]
    const http = opened.http.with({ signal: outer.signal }).with({ signal: inner.signal })
    const call = http.get(url)
    outer.abort(new Error('the outer one'))
    await expect(call).rejects.toThrow('the outer one')
  })
})
