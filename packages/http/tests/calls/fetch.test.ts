import { describe, expect, it } from 'vitest'
import { mockUpstream } from '@vivace/http/testing'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

const url = 'https://api.example/items'

describe('fetch', () => {
  it('answers every status, as fetch does, after the retries of the policy', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(503, 'no', { times: 2 }).reply(404, { no: 'item' })
    await using opened = await openClient({}, upstream)
    const response = await opened.http.fetch(url)
    expect([response.status, response.ok, response.url, response.redirected]).toEqual([
      404,
      false,
      url,
      false,
    ])
    expect(await response.json()).toEqual({ no: 'item' })
    expect(upstream.requests).toHaveLength(3)
  })

  it('gives the last answer when there are no further attempts', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(503, 'busy')
    await using opened = await openClient({}, upstream)
    const response = await opened.http.fetch(url)
    expect([response.status, await response.text()]).toEqual([503, 'busy'])
  })

  it('sends the method, headers and body of a Request', async () => {
    const upstream = mockUpstream()
    upstream.on('POST', url).reply(201)
    await using opened = await openClient({}, upstream)
    const form = new URLSearchParams({ a: '1' })
    await opened.http.fetch(new Request(url, { method: 'POST', body: form, headers: { 'x-a': 'b' } }))
    expect(upstream.requests).toMatchObject([
      {
        method: 'POST',
        body: 'a=1',
        headers: { 'x-a': 'b', 'content-type': expect.stringContaining('form') },
      },
    ])
  })

  it('follows redirects, or leaves them, or fails, as it is told', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(302, undefined, { headers: { location: '/new' } })
    upstream.on('GET', 'https://api.example/new').reply(204)
    await using opened = await openClient({}, upstream)
    const followed = await opened.http.fetch(url)
    expect([followed.status, followed.redirected, await followed.text()]).toEqual([204, true, ''])
    expect((await opened.http.fetch(url, { redirect: 'manual' })).status).toBe(302)
    expect((await failureOf(opened.http.fetch(url, { redirect: 'error' }))).failure).toBe('redirect')
  })

  it('refuses what is no URL', async () => {
    await using opened = await openClient({}, mockUpstream())
    expect((await failureOf(opened.http.fetch('no URL'))).failure).toBe('url')
    const error = await failureOf(opened.http.fetch('https://user:secret@api.example/'))
    expect([error.failure, error.cause]).toEqual(['url', undefined])
    expect(error.message).not.toContain('secret')
  })

  it('answers a status that there is not, and counts it as no success', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(999, 'no robots')
    await using opened = await openClient({}, upstream)
    const response = await opened.http.fetch(url)
    expect([response.status, response.ok, await response.text()]).toEqual([999, false, 'no robots'])
  })

  it('can be left before the end of the body', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, 'x'.repeat(100))
    await using opened = await openClient({ policies: { default: { concurrency: 1 } } }, upstream)
    for (let call = 0; call < 3; call += 1) await (await opened.http.fetch(url)).body?.cancel()
    expect(upstream.requests).toHaveLength(3)
  })
})

describe('safeFetch', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0/',
    'http://10.0.0.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://168.63.129.16/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://[2002:7f00:1::]/',
  ])('refuses %s', async (address) => {
    const upstream = mockUpstream()
    await using opened = await openClient({}, upstream)
    const error = await failureOf(opened.http.safeFetch(address))
    expect(error).toMatchObject({ failure: 'address', status: 502, attempts: 1 })
    expect(upstream.requests).toEqual([])
  })

  it('refuses a redirect to such an address', async () => {
    const upstream = mockUpstream()
    upstream
      .on('GET', 'http://api.example/')
      .reply(302, undefined, { headers: { location: 'http://[::1]/' } })
    await using opened = await openClient({}, upstream)
    expect((await failureOf(opened.http.safeFetch('http://api.example/'))).failure).toBe('address')
  })

  it('calls addresses of the public internet', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', 'http://93.184.215.14/').reply(200, 'hello')
    await using opened = await openClient({}, upstream)
    expect(await (await opened.http.safeFetch('http://93.184.215.14/')).text()).toBe('hello')
  })

  it('is what the policy webhook does, and what a client can be made to do', async () => {
    await using opened = await openClient({}, mockUpstream())
    const { http } = opened
    const local = 'http://127.0.0.1/'
    expect((await failureOf(http.post(local, { policy: 'webhook', json: {} }))).failure).toBe('address')
    expect((await failureOf(http.get(local, { addresses: 'public' }))).failure).toBe('address')
    const narrowed = http.with({ addresses: 'public' }).with({ addresses: 'any' })
    expect((await failureOf(narrowed.get(local, { addresses: 'any' }))).failure).toBe('address')
  })
})
