import { describe, expect, it } from 'vitest'
import { fakeClock } from 'vivace/testing'
import { mockUpstream } from '@vivace/http/testing'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

const url = 'https://api.example/'
const other = 'https://other.example/'

describe('a breaker', () => {
  it('opens when half of the last attempts at a host fail, and leaves the others alone', async () => {
    const time = fakeClock()
    const upstream = mockUpstream()
    upstream.on('POST', url).reply(500)
    upstream.on('POST', other).reply(200)
    await using opened = await openClient({}, { time, open: upstream.open })
    for (let call = 0; call < 10; call += 1) await failureOf(opened.http.post(url))
    const error = await failureOf(opened.http.post(url))
    expect(error).toMatchObject({ failure: 'breaker-open', status: 503, retryAfter: 10_000 })
    expect(error.headers).toEqual({ 'retry-after': '10' })
    expect(upstream.requests).toHaveLength(10)
    await opened.http.post(other)
    expect(opened.http.stats().hosts).toEqual([
      { policy: 'default', host: 'api.example', breaker: 'open' },
      { policy: 'default', host: 'other.example', breaker: 'closed' },
    ])
  })

  it('lets one attempt through after its pause, which decides', async () => {
    const time = fakeClock()
    const upstream = mockUpstream()
    upstream.on('POST', url).reply(500, undefined, { times: 11 }).reply(200)
    await using opened = await openClient({}, { time, open: upstream.open })
    for (let call = 0; call < 10; call += 1) await failureOf(opened.http.post(url))
    await time.advance('10s')
    const [first, second] = await Promise.allSettled([opened.http.post(url), opened.http.post(url)])
    expect(first).toMatchObject({ reason: { failure: 'status' } })
    expect(second).toMatchObject({ reason: { failure: 'breaker-open' } })
    await time.advance('9s')
    expect((await failureOf(opened.http.post(url))).failure).toBe('breaker-open')
    await time.advance('1s')
    expect((await opened.http.post(url)).status).toBe(200)
    expect((await opened.http.post(url)).status).toBe(200)
  })

  it('does not count what says nothing of the host: 4xx, 429, and callers who go away', async () => {
    const upstream = mockUpstream()
    upstream.on('POST', url).reply(404, undefined, { times: 20 }).reply(429, undefined, { times: 20 }).hangs()
    await using opened = await openClient({}, upstream)
    for (let call = 0; call < 40; call += 1)
      expect((await failureOf(opened.http.post(url))).failure).toBe('status')
    for (let call = 0; call < 20; call += 1) {
      const controller = new AbortController()
      const hanging = opened.http.post(url, { signal: controller.signal })
      controller.abort(new Error('gone'))
      await expect(hanging).rejects.toThrow('gone')
    }
    expect(opened.http.stats().hosts).toMatchObject([{ breaker: 'closed' }])
  })

  it('can be left out', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(500)
    await using opened = await openClient({}, upstream)
    for (let call = 0; call < 30; call += 1) await failureOf(opened.http.get(url, { policy: 'health' }))
    expect(upstream.requests).toHaveLength(30)
  })
})

describe('concurrency', () => {
  it('lets so many in at once, the others wait in order, and too many are refused', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).hangs()
    const policies = { eight: { concurrency: 8, queue: 2 } } as const
    await using opened = await openClient({ policies }, upstream)
    const controllers = Array.from({ length: 10 }, () => new AbortController())
    const calls = controllers.map(({ signal }) => opened.http.get(url, { policy: 'eight', signal }))
    const settled = Promise.allSettled(calls)
    const error = await failureOf(opened.http.get(url, { policy: 'eight' }))
    expect(error).toMatchObject({ failure: 'queue-full', status: 503 })
    expect(upstream.requests).toHaveLength(8)
    controllers[0]?.abort(new Error('gone'))
    await expect(calls[0]).rejects.toThrow('gone')
    await new Promise(setImmediate)
    expect(upstream.requests).toHaveLength(9)
    // One that goes away while it waits leaves no gap.
    for (const controller of controllers) controller.abort(new Error('gone'))
    await settled
    upstream.on('GET', other).reply(200)
    expect((await opened.http.get(other, { policy: 'eight' })).status).toBe(200)
  })
})

describe('a throttle', () => {
  it('lets one request begin in three seconds, and refuses at once what would come too late', async () => {
    const time = fakeClock()
    const starts: number[] = []
    const upstream = mockUpstream()
    upstream.on('GET', url).answer(() => {
      starts.push(time.now())
      return { status: 200 }
    })
    const policies = { arxiv: { concurrency: 1, throttle: { limit: 1, per: '3s' } } } as const
    await using opened = await openClient({ policies }, { time, open: upstream.open })
    const calls = Array.from({ length: 12 }, () => opened.http.get(url, { policy: 'arxiv' }))
    const settled = Promise.allSettled(calls)
    await time.advance('31s')
    expect(starts).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27].map((second) => second * 1_000))
    const late = (await settled).filter(({ status }) => status === 'rejected')
    expect(late).toHaveLength(2)
  })

  it('gives no turn to a call that has ended, nor to one for a host that is left alone', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200)
    upstream.on('GET', other).breaks({ times: 1 })
    const policies = {
      slow: { throttle: { limit: 2, per: '1h' }, attempts: 1, breaker: { atLeast: 1, window: 1 } },
    } as const
    await using opened = await openClient({ policies }, { time: fakeClock(), open: upstream.open })
    const http = opened.http.with({ policy: 'slow' })
    await failureOf(http.get(other))
    for (let call = 0; call < 3; call += 1) {
      expect((await failureOf(http.get(other))).failure).toBe('breaker-open')
      await expect(http.get(url, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone')
    }
    expect((await http.get(url)).status).toBe(200)
    expect((await failureOf(http.get(url))).failure).toBe('throttled')
  })

  it('says when the next turn is', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200)
    const policies = { slow: { throttle: { limit: 2, per: '1m' } } } as const
    await using opened = await openClient({ policies }, { time: fakeClock(), open: upstream.open })
    const call = (): Promise<unknown> => opened.http.get(url, { policy: 'slow' })
    await call()
    await call()
    const error = await failureOf(call())
    expect(error).toMatchObject({ failure: 'throttled', status: 503, retryAfter: 60_000 })
    expect(error.headers).toEqual({ 'retry-after': '60' })
  })
})
