import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import * as zlib from 'node:zlib'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Answer, file, response, stream, text } from 'vivace'
import { compress, type CompressOptions } from 'vivace/compression'
import { etag } from 'vivace/middleware'
import { type TestAnswer, testClient, type TestRequest } from 'vivace/testing'
import { allClosed, testFolder } from '../files/folder.ts'
import { testApp, type TestApp } from '../fixtures/test-app.ts'

const long = 'vivace '.repeat(1_000)

function textApp(options?: CompressOptions): TestApp {
  const made = testApp({ middleware: [compress(options), etag()] })
  const { app } = made
  app.get('/text', { returns: text() }, () => long)
  app.get('/short', { returns: text() }, () => 'vivace')
  app.get('/umlauts', { returns: text() }, () => 'ä'.repeat(600))
  app.get('/bytes', {}, () => new Answer(200, ['content-type', 'image/svg+xml'], Buffer.from(long)))
  app.get('/png', {}, () => new Answer(200, ['content-type', 'image/png'], Buffer.from(long)))
  app.get('/untyped', {}, () => new Answer(200, [], long))
  app.get(
    '/coded',
    {},
    () => new Answer(200, ['content-type', 'text/plain', 'content-encoding', 'gzip'], long),
  )
  app.get('/private', { inputs: { response }, returns: text() }, ({ response }) => {
    response.header('cache-control', 'no-cache, no-transform')
    return long
  })
  app.get('/csv', { returns: stream('text/csv') }, async function* () {
    for (let at = 0; at < 1_000; at++) yield 'vivace,'
  })
  return made
}

async function ask(path: string, request: TestRequest = {}, options?: CompressOptions): Promise<TestAnswer> {
  await using client = await testClient(textApp(options).app)
  return client.get(path, { headers: { 'accept-encoding': 'gzip' }, ...request })
}

// Node has it from 22.15 on.
const zstd = (zlib as { readonly zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array }).zstdDecompressSync

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  deflate: inflateSync,
  ...(zstd === undefined ? {} : { zstd }),
}

function decoded(answer: TestAnswer): string {
  const decode = decoders[answer.headers.get('content-encoding') ?? '']
  if (decode === undefined) throw new Error('The answer is not compressed.')
  return new TextDecoder().decode(decode(answer.bytes()))
}

describe('compress()', () => {
  it.each(Object.keys(decoders))('compresses with %s for who accepts it', async (coding) => {
    for (const path of ['/text', '/bytes', '/csv']) {
      const answer = await ask(path, { headers: { 'accept-encoding': coding } })
      expect(decoded(answer)).toBe(path === '/csv' ? 'vivace,'.repeat(1_000) : long)
      expect(answer.headers.get('content-encoding')).toBe(coding)
      expect(answer.headers.get('vary')).toBe('accept-encoding')
      expect(answer.bytes().length).toBeLessThan(long.length / 10)
    }
  })

  it('takes what the client prefers, and of what it likes as much the first of its own list', async () => {
    const coding = async (accepted: string, options?: CompressOptions): Promise<string | null> =>
      (await ask('/text', { headers: { 'accept-encoding': accepted } }, options)).headers.get(
        'content-encoding',
      )
    expect(await coding('gzip, deflate, br')).toBe('br')
    expect(await coding('gzip, br;q=0.1')).toBe('gzip')
    expect(await coding('gzip, br', { codings: ['gzip', 'br'] })).toBe('gzip')
    expect(await coding('br', { codings: ['gzip'] })).toBeNull()
    expect(await coding('identity')).toBeNull()
  })

  it('says that it depends on the header where it does not compress for that alone', async () => {
    const answer = await ask('/text', { headers: {} })
    expect([answer.text(), answer.headers.get('vary')]).toEqual([long, 'accept-encoding'])
  })

  it.each(['/short', '/png', '/untyped', '/coded', '/private', '/nowhere'])(
    'leaves %s as it is',
    async (path) => {
      const answer = await ask(path)
      expect(answer.headers.get('content-encoding')).toBe(path === '/coded' ? 'gzip' : null)
      expect(answer.headers.get('vary')).toBeNull()
    },
  )

  it('counts bytes, not characters, and from where it is told', async () => {
    expect((await ask('/umlauts')).headers.get('content-encoding')).toBe('gzip')
    expect((await ask('/umlauts', {}, { minSize: '2kb' })).headers.get('content-encoding')).toBeNull()
    expect((await ask('/short', {}, { minSize: 0 })).headers.get('content-encoding')).toBe('gzip')
    const compressible = (mediaType: string): boolean => mediaType === 'image/png'
    expect((await ask('/png', {}, { compressible })).headers.get('content-encoding')).toBe('gzip')
  })

  it('makes a strong tag weak, and still answers 304 for it', async () => {
    const answer = await ask('/text')
    const tag = answer.headers.get('etag') ?? ''
    expect(tag).toMatch(/^W\/"/)
    const headers = { 'accept-encoding': 'gzip', 'if-none-match': tag }
    const fresh = await ask('/text', { headers })
    expect([fresh.status, fresh.headers.get('content-encoding')]).toEqual([304, null])
    expect(fresh.headers.get('vary')).toBe('accept-encoding')
  })

  it('answers HEAD with the headers of GET, but for the length that nobody knows', async () => {
    await using client = await testClient(textApp().app)
    const request = { headers: { 'accept-encoding': 'gzip' } }
    for (const path of ['/text', '/csv']) {
      const [head, get] = [await client.head(path, request), await client.get(path, request)]
      expect(head.text()).toBe('')
      const others = [...get.headers].filter(([name]) => name !== 'content-length')
      expect([...head.headers]).toEqual(others)
    }
  })

  it('compresses files, and leaves parts of them', async () => {
    const folder = testFolder({ 'large.txt': 'vivace '.repeat(100_000) })
    const { app } = testApp({ middleware: [compress()] })
    app.get('/', { returns: file() }, () => file(join(folder, 'large.txt')))
    await using client = await testClient(app)
    const whole = await client.get('/', { headers: { 'accept-encoding': 'gzip' } })
    expect(decoded(whole)).toBe('vivace '.repeat(100_000))
    expect([whole.headers.get('content-length'), whole.headers.get('accept-ranges')]).toEqual([null, null])
    const headers = { 'accept-encoding': 'gzip', range: 'bytes=0-69999' }
    const part = await client.get('/', { headers })
    expect([part.status, part.headers.get('content-encoding'), part.bytes().length]).toEqual([
      206,
      null,
      70_000,
    ])
    const head = await client.head('/', { headers: { 'accept-encoding': 'gzip' } })
    expect([head.headers.get('content-encoding'), head.headers.get('content-length')]).toEqual(['gzip', null])
    await allClosed(folder)
  })
})
