import { describe, expect, it } from 'vitest'
import { Answer, file, response, stream, text } from 'vivace'
import { etag, type EtagOptions } from 'vivace/middleware'
import { type TestAnswer, testClient, type TestRequest } from 'vivace/testing'
import { join } from 'node:path'
import { allClosed, testFolder } from '../files/folder.ts'
import { testApp } from '../fixtures/test-app.ts'

async function ask(path: string, request: TestRequest = {}, options?: EtagOptions): Promise<TestAnswer> {
  const { app } = testApp({ middleware: [etag(options)] })
  app.get('/items', {}, () => [1, 2])
  app.get('/text', { returns: text() }, () => 'Hello')
  app.get('/bytes', {}, () => new Answer(200, ['content-type', 'image/png'], new Uint8Array(3)))
  app.get('/own', { inputs: { response } }, ({ response }) => {
    response.header('etag', '"own"')
    return 1
  })
  app.get('/dated', { inputs: { response }, returns: stream() }, async function* ({ response }) {
    response.header('last-modified', 'Sat, 21 Nov 2026 10:00:00 GMT')
    yield 'a'
  })
  app.get('/cookie', { inputs: { response } }, ({ response }) => {
    response.cookie('a', 'b')
    return 1
  })
  app.get('/never', { inputs: { response } }, ({ response }) => {
    response.header('cache-control', 'no-store')
    return 1
  })
  app.get('/always', { inputs: { response } }, ({ response }) => {
    response.header('cache-control', 'max-age=60')
    return 1
  })
  app.get('/stream', { returns: stream() }, async function* () {
    yield 'a'
  })
  app.get('/nothing', { returns: null }, () => undefined)
  app.post('/items', {}, () => 1)
  await using client = await testClient(app)
  return client.request(path.startsWith('POST ') ? 'POST' : 'GET', path.replace('POST ', ''), request)
}

describe('etag()', () => {
  it('tags bodies and lets clients keep them', async () => {
    const answer = await ask('/items')
    expect(answer.headers.get('etag')).toMatch(/^"[\w-]{22}"$/)
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect((await ask('/items')).headers.get('etag')).toBe(answer.headers.get('etag'))
    const tags = await Promise.all(
      ['/items', '/text', '/bytes'].map(async (path) => (await ask(path)).headers.get('etag')),
    )
    expect(new Set(tags).size).toBe(3)
  })

  it('answers 304 to who has it', async () => {
    const tag = (await ask('/items')).headers.get('etag') ?? ''
    const answer = await ask('/items', { headers: { 'if-none-match': `"other", ${tag}` } })
    expect([answer.status, answer.text()]).toEqual([304, ''])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      etag: tag,
      'cache-control': 'private, no-cache',
    })
    expect(answer.headers.get('content-type')).toBeNull()
    expect(answer.headers.get('content-security-policy')).not.toBeNull()
    expect((await ask('/items', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  it('answers 412 to who wants another', async () => {
    const answer = await ask('/items', { headers: { 'if-match': '"other"' } })
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([412, 'precondition-failed'])
  })

  it('keeps and judges what the handler has set', async () => {
    expect((await ask('/own')).headers.get('etag')).toBe('"own"')
    expect((await ask('/own', { headers: { 'if-none-match': '"own"' } })).status).toBe(304)
    expect((await ask('/always')).headers.get('cache-control')).toBe('max-age=60')
    const since = { 'if-modified-since': 'Sat, 21 Nov 2026 10:00:00 GMT' }
    expect((await ask('/dated', { headers: since })).status).toBe(304)
    expect((await ask('/dated')).text()).toBe('a')
  })

  it.each(['/cookie', '/never', '/stream', '/nothing', 'POST /items', '/nowhere'])(
    'leaves %s alone',
    async (path) => {
      expect((await ask(path)).headers.get('etag')).toBeNull()
    },
  )

  it('makes weak tags, and says how long clients keep things, when it is told', async () => {
    const answer = await ask('/items', {}, { weak: true, cacheControl: 'public, max-age=5' })
    expect(answer.headers.get('etag')).toMatch(/^W\/"[\w-]{22}"$/)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=5')
    expect(() => etag({ cacheControl: 'a\n' })).toThrow(expect.objectContaining({ code: 'HEADER_INVALID' }))
  })

  it('tags HEAD as it does GET', async () => {
    const { app } = testApp({ middleware: [etag()] })
    app.get('/', {}, () => [1])
    await using client = await testClient(app)
    expect((await client.head('/')).headers.get('etag')).toBe((await client.get('/')).headers.get('etag'))
  })

  it('leaves files to themselves', async () => {
    const folder = testFolder({ large: Buffer.alloc(200_000) })
    const { app } = testApp({ middleware: [etag()] })
    app.get('/', { returns: file() }, () => file(join(folder, 'large')))
    await using client = await testClient(app)
    const tag = (await client.get('/')).headers.get('etag') ?? ''
    expect((await client.get('/', { headers: { 'if-none-match': tag } })).status).toBe(304)
    expect((await client.get('/', { headers: { 'if-none-match': '"other"' } })).bytes()).toHaveLength(200_000)
    await allClosed(folder)
  })
})
