import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mockUpstream } from '@vivace/http/testing'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

const base = 'https://api.example/v1'

describe('a request', () => {
  it('has the query, the headers and the JSON of the call', async () => {
    const upstream = mockUpstream()
    upstream.on('POST', `${base}/items`).reply(201)
    await using opened = await openClient({}, upstream)
    const api = opened.http.with({ baseUrl: base, headers: { 'x-team': 'a', 'x-of': 'defaults' } })
    await api.post('/items', {
      query: { q: 'a b', tag: ['x', 'y'], none: undefined },
      headers: { 'x-of': 'the call' },
      json: { id: 7 },
    })
    expect(upstream.requests).toMatchObject([
      {
        method: 'POST',
        url: `${base}/items?q=a+b&tag=x&tag=y`,
        body: '{"id":7}',
        headers: { 'content-type': 'application/json', 'x-team': 'a', 'x-of': 'the call' },
      },
    ])
  })

  it('has a form, a text, bytes or a stream as its body, and not two of them', async () => {
    const upstream = mockUpstream()
    upstream.on('PUT', base).reply(204)
    await using opened = await openClient({}, upstream)
    const { http } = opened
    await http.put(base, { form: { a: 1, b: ['x', 'y'] } })
    await http.put(base, { body: 'text' })
    await http.put(base, { body: new TextEncoder().encode('bytes') })
    await http.put(base, { body: chunks('str', 'eam') })
    expect(upstream.requests.map(({ body }) => body)).toEqual(['a=1&b=x&b=y', 'text', 'bytes', 'stream'])
    expect(upstream.requests.map(({ headers }) => headers['content-type'])).toEqual([
      'application/x-www-form-urlencoded',
      'text/plain; charset=utf-8',
      undefined,
      undefined,
    ])
    await expect(http.put(base, { json: 1, body: '1' })).rejects.toThrow('A request has one body')
  })

  it.each(['head', 'delete', 'patch', 'get', 'put', 'post'] as const)('is sent as %s', async (method) => {
    const upstream = mockUpstream()
    upstream.on(method, base).reply(200)
    await using opened = await openClient({}, upstream)
    await opened.http[method](base)
    expect(upstream.requests[0]?.method).toBe(method.toUpperCase())
  })

  it.each([
    '../admin',
    '//evil.example/v1/',
    'https://evil.example/v1/',
    '/a/../../admin',
    'http://api.example/v1/a',
  ])('stays below the base URL: %s', async (url) => {
    const upstream = mockUpstream()
    await using opened = await openClient({}, upstream)
    const error = await failureOf(opened.http.with({ baseUrl: base }).get(url))
    expect(error.failure).toBe('url')
    expect(upstream.requests).toEqual([])
  })

  it('stays below the base URL whatever path it is given', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', base).reply(200)
    await using opened = await openClient({}, { open: upstream.open })
    const api = opened.http.with({ baseUrl: base, policy: 'health' })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.webUrl(), fc.webPath()), async (path) => {
        await api.get(path).catch(() => undefined)
      }),
    )
    for (const { url } of upstream.requests) expect(url).toMatch(/^https:\/\/api\.example\/v1\//)
  })

  it.each([
    ['no URL', 'cannot be called'],
    ['ftp://api.example/', 'is neither http nor https, but ftp:'],
    ['https://user:secret@api.example/', 'has a user or a password in it'],
  ])('goes to URLs of http and https alone: %s', async (url, cause) => {
    await using opened = await openClient({}, mockUpstream())
    const error = await failureOf(opened.http.get(url))
    expect(error).toMatchObject({ failure: 'url', status: 502 })
    expect(error.message).toContain(cause)
    expect(error.message).not.toContain('secret')
  })

  it('says which policies there are when it names another', async () => {
    await using opened = await openClient({ policies: { slow: {} } }, mockUpstream())
    // @ts-expect-error there is no such policy
    await expect(opened.http.get(base, { policy: 'fast' })).rejects.toThrow(
      'There is no HTTP policy "fast": this client has default, llm, health, webhook, slow.',
    )
  })

  it('with a header that cannot be sent is a mistake, and is not repeated', async () => {
    await using opened = await openClient()
    await expect(opened.http.get('http://127.0.0.1:1/', { headers: { upgrade: 'x' } })).rejects.toThrow(
      TypeError,
    )
  })

  it('with a header that is not supported is a mistake too, and says nothing of the host', async () => {
    await using opened = await openClient({ policies: { default: { breaker: { atLeast: 1, window: 1 } } } })
    const call = opened.http.put('http://127.0.0.1:1/', { json: {}, headers: { expect: '100-continue' } })
    await expect(call).rejects.toThrow(TypeError)
    expect(opened.http.stats().hosts).toMatchObject([{ breaker: 'closed' }])
  })

  it('does not say what is in a header that cannot be sent', async () => {
    await using opened = await openClient({}, mockUpstream())
    const pasted = { authorization: 'Bearer hunter2\nnext line' }
    const error: unknown = await opened.http.get(base, { headers: pasted }).catch((thrown: unknown) => thrown)
    expect(error).toEqual(
      new TypeError('The header "authorization" has a name or a value that cannot be sent.'),
    )
    expect(inspect(error)).not.toContain('hunter2')
  })

  it('that a test has no answer for is a mistake, and is not repeated', async () => {
    const upstream = mockUpstream()
    await using opened = await openClient({}, upstream)
    await expect(opened.http.get(base)).rejects.toThrow(`The test has no answer for GET ${base}.`)
    expect(upstream.requests).toHaveLength(1)
  })
})

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const text of texts) yield new TextEncoder().encode(text)
}
