import { describe, expect, it } from 'vitest'
import { mockUpstream } from '@vivace/http/testing'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

const from = 'https://api.example/old'
const to = 'https://api.example/new'
const secrets = { authorization: 'Bearer a', cookie: 'b=1', 'x-api-key': 'c' }

const leadingTo = (location: string): { headers: { location: string } } => ({ headers: { location } })

describe('a redirect', () => {
  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [307, 'POST', 'POST', '{"id":7}'],
    [308, 'PUT', 'PUT', '{"id":7}'],
  ])('of status %i turns %s into %s', async (...given) => {
    const [status, method, becomes, body] = given
    const upstream = mockUpstream()
    upstream.on(method, from).reply(status, undefined, leadingTo('/new'))
    upstream.on(becomes, to).reply(200)
    await using opened = await openClient({}, upstream)
    const response = await opened.http.request(method, from, { json: { id: 7 } })
    expect(response.url).toBe(to)
    expect(upstream.requests[1]).toMatchObject({ method: becomes, body })
    expect(upstream.requests[1]?.headers['content-type']).toBe(body === '' ? undefined : 'application/json')
  })

  it('that is sent without its body is sent without what was said of the body', async () => {
    const upstream = mockUpstream()
    upstream.on('POST', from).reply(303, undefined, leadingTo('/new'))
    upstream.on('GET', to).reply(200)
    await using opened = await openClient({}, upstream)
    const headers = { 'content-encoding': 'gzip', 'content-language': 'en', 'x-team': 'a' }
    await opened.http.post(from, { body: new Uint8Array([1]), headers })
    const sent = Object.keys(upstream.requests[1]?.headers ?? {})
    expect(sent.filter((name) => name.startsWith('content-'))).toEqual([])
    expect(sent).toContain('x-team')
  })

  it('keeps credentials for their origin', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', from).reply(302, undefined, leadingTo(to))
    upstream.on('GET', to).reply(302, undefined, leadingTo('https://other.example/'))
    upstream.on('GET', 'https://other.example/').reply(200)
    await using opened = await openClient({}, upstream)
    await opened.http.get(from, { headers: { ...secrets, 'x-team': 'a' } })
    const [, same, other] = upstream.requests
    expect(same?.headers).toMatchObject(secrets)
    expect(other?.headers).toMatchObject({ 'x-team': 'a' })
    for (const name of Object.keys(secrets)) expect(other?.headers).not.toHaveProperty(name)
  })

  it.each([
    'http://api.example/new',
    'ftp://api.example/',
    'javascript:alert(1)',
    'https://u:p@api.example/',
    'http://',
  ])('that leads to another scheme or nowhere is not followed: %s', async (location) => {
    const upstream = mockUpstream()
    upstream.on('GET', from).reply(302, undefined, leadingTo(location))
    await using opened = await openClient({}, upstream)
    expect((await failureOf(opened.http.get(from))).failure).toBe('redirect')
    expect(upstream.requests).toHaveLength(1)
  })

  it('is followed three times', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', from).reply(302, undefined, leadingTo('/old'))
    await using opened = await openClient({}, upstream)
    const error = await failureOf(opened.http.get(from))
    expect(error.message).toContain('redirects more than 3 times (redirect)')
    expect(upstream.requests).toHaveLength(4)
  })

  it('does not send a stream a second time', async () => {
    const upstream = mockUpstream()
    upstream.on('PUT', from).reply(307, undefined, leadingTo('/new'))
    await using opened = await openClient({}, upstream)
    const body = (async function* () {
      yield new Uint8Array([1])
    })()
    expect((await failureOf(opened.http.put(from, { body }))).failure).toBe('redirect')
  })
})
