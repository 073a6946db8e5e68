import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { mockUpstream } from '@vivace/http/testing'
import * as z from 'zod'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

const Item = z.object({ id: z.int(), name: z.string().default('an item') })
const url = 'https://api.example/items/7'

describe('an answer', () => {
  it('is checked and typed by the schema of the call', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, { id: 7, secret: 'x' }, { headers: { etag: '"a"' } })
    await using opened = await openClient({}, upstream)
    const response = await opened.http.get(url, { returns: Item })
    const { id, name }: { id: number; name: string } = response.body
    expect({ id, name }).toEqual({ id: 7, name: 'an item' })
    expect(response).toMatchObject({ status: 200, url, body: { id: 7 } })
    expect(response.headers.get('etag')).toBe('"a"')
    expect(response.body).not.toHaveProperty('secret')
  })

  it('is text, bytes, a stream or nothing where the call says so', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, 'añb')
    await using opened = await openClient({}, upstream)
    const { http } = opened
    expect((await http.get(url, { returns: 'text' })).body).toBe('añb')
    expect((await http.get(url, { returns: 'bytes' })).body).toEqual(new TextEncoder().encode('añb'))
    const { body: chunks } = await http.get(url, { returns: 'stream' })
    const parts: Uint8Array[] = []
    for await (const chunk of chunks) parts.push(chunk)
    expect(Buffer.concat(parts).toString()).toBe('añb')
    expect((await http.get(url)).body).toBeUndefined()
  })

  it('that breaks the schema says where, and not what', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, { id: 'secret-value' })
    await using opened = await openClient({}, upstream)
    const error = await failureOf(opened.http.get(url, { returns: Item }))
    expect(error).toMatchObject({ failure: 'invalid', status: 502, code: 'upstream-failed', attempts: 1 })
    expect(error.message).toMatch(
      /^GET https:\/\/api\.example\/items\/7: answered what breaks its schema: \/id /,
    )
    expect(error.message).not.toContain('secret-value')
  })

  it('that is no JSON says what it is', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, '<html>', { headers: { 'content-type': 'text/html' } })
    await using opened = await openClient({}, upstream)
    const error = await failureOf(opened.http.get(url, { returns: Item }))
    expect(error).toMatchObject({ failure: 'body' })
    expect(error.message).toContain('answered with text/html that is not JSON')
  })

  it('other than 2xx is an error that has the problem document, the status and the headers', async () => {
    const upstream = mockUpstream()
    const problem = { title: 'Taken', status: 409, code: 'email-taken', detail: 'a@b.co is\nregistered.' }
    upstream.on('POST', url).reply(409, problem, {
      headers: { 'content-type': 'application/problem+json', 'x-more': '1' },
    })
    await using opened = await openClient({}, upstream)
    const error = await failureOf(opened.http.post(url, { json: {} }))
    expect(error).toMatchObject({ failure: 'status', status: 502, answer: { status: 409, problem } })
    expect(error.answer?.headers.get('x-more')).toBe('1')
    expect(error.message).toBe(
      `POST ${url}: answered 409: Taken a@b.co is registered. (email-taken) (status)`,
    )
  })

  it.each(['no JSON', '"text"', 'null'])(
    'with a problem document that is none is still an error: %s',
    async (body) => {
      const upstream = mockUpstream()
      upstream.on('GET', url).reply(404, body, { headers: { 'content-type': 'application/problem+json' } })
      await using opened = await openClient({}, upstream)
      const error = await failureOf(opened.http.get(url))
      expect(error.answer).toMatchObject({ status: 404, problem: undefined, text: body })
    },
  )

  it('of a URL that a user gave is told without its path, which may be the secret of a webhook', async () => {
    const upstream = mockUpstream()
    upstream.on('POST', 'https://hooks.example/T00/hunter2').reply(404)
    await using opened = await openClient({}, upstream)
    const hook = opened.http.post('https://hooks.example/T00/hunter2?a=1', { policy: 'webhook', json: {} })
    const error = await failureOf(hook)
    expect(error.message).toBe('POST https://hooks.example/…: answered 404 (status)')
    expect(error.url).toBe('https://hooks.example/…')
  })

  it('other than 2xx is told up to 64 KiB of its body', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(404, `begins${'x'.repeat(100_000)}`)
    await using opened = await openClient({}, upstream)
    const text = (await failureOf(opened.http.get(url))).answer?.text
    expect(text?.startsWith('begins')).toBe(true)
    expect(text).toHaveLength(65_536)
  })

  it('is unpacked, up to two layers', async () => {
    const upstream = mockUpstream()
    const once = gzipSync('{"id":7}')
    upstream.on('GET', url).reply(200, gzipSync(once), { headers: { 'content-encoding': 'gzip, x-gzip' } })
    await using opened = await openClient({}, upstream)
    expect((await opened.http.get(url, { returns: Item })).body.id).toBe(7)
    expect(upstream.requests[0]?.headers['accept-encoding']).toBe('gzip, deflate, br')
  })

  it('is refused when it unpacks to more than it may have, or too many times what was sent', async () => {
    const upstream = mockUpstream()
    const packed = { headers: { 'content-encoding': 'gzip' } }
    upstream.on('GET', 'https://api.example/large').reply(200, gzipSync('x'.repeat(2_000)), packed)
    upstream.on('GET', 'https://api.example/bomb').reply(200, gzipSync(Buffer.alloc(3_000_000)), packed)
    await using opened = await openClient({ policies: { small: { maxBytes: 1_000 } } }, upstream)
    const large = opened.http.get('https://api.example/large', { returns: 'text', policy: 'small' })
    expect((await failureOf(large)).message).toContain('unpacks to more than 1000 bytes (body)')
    const bomb = opened.http.get('https://api.example/bomb', { returns: 'text' })
    expect((await failureOf(bomb)).message).toContain('unpacks to more than 1048576 bytes (body)')
  })

  it.each([
    ['gzip, gzip, gzip', 'has a body in 3 codings'],
    ['zip', 'has a body in the coding "zip"'],
    ['gzip', 'has a body that cannot be unpacked'],
  ])('is refused in codings that are not read: %s', async (encoding, cause) => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, 'not packed', { headers: { 'content-encoding': encoding } })
    await using opened = await openClient({}, upstream)
    const error = await failureOf(opened.http.get(url, { returns: 'text' }))
    expect(error.failure).toBe('body')
    expect(error.message).toContain(cause)
  })

  it('is refused when it has more bytes than the policy allows', async () => {
    const upstream = mockUpstream()
    upstream.on('GET', url).reply(200, 'x'.repeat(11))
    await using opened = await openClient({ policies: { small: { maxBytes: 10 } } }, upstream)
    const error = await failureOf(opened.http.get(url, { returns: 'text', policy: 'small' }))
    expect(error.message).toBe(`GET ${url}: has a body of more than 10 bytes (body)`)
  })
})
