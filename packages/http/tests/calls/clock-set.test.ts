import { fakeClock } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { mockUpstream } from '@vivace/http/testing'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

const url = 'https://api.example/'
const hour = 3_600_000

describe.each([hour, -hour])('a clock that is set by %i ms (T70)', (by) => {
  it('neither opens nor keeps a breaker', async () => {
    const time = fakeClock('2026-01-01T09:00:00Z')
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(500, 'broken', { times: 20 }).reply(200, 'well')
    const policies = { once: { attempts: 1, breaker: { pause: '10s' } } } as const
    await using opened = await openClient({ policies }, { time, open: upstream.open })
    const fails = async (): Promise<string> =>
      (await failureOf(opened.http.get(url, { policy: 'once' }))).failure
    let failure = ''
    for (let at = 0; at < 30 && failure !== 'breaker-open'; at++) failure = await fails()
    expect(failure).toBe('breaker-open')
    time.setBy(by)
    expect(await fails()).toBe('breaker-open')
    await time.advance('10s')
    expect(await fails()).toBe('status')
  })

  it('lets a throttle wait as long as it says', async () => {
    const time = fakeClock('2026-01-01T09:00:00Z')
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, 'well')
    const policies = { slow: { throttle: { limit: 1, per: '3s' } } } as const
    await using opened = await openClient({ policies }, { time, open: upstream.open })
    await opened.http.get(url, { policy: 'slow' })
    time.setBy(by)
    const second = opened.http.get(url, { policy: 'slow' })
    await time.advance('2s')
    expect(upstream.requests).toHaveLength(1)
    await time.advance('1s')
    await second
    expect(upstream.requests).toHaveLength(2)
  })
})
