import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { file, type FileOptions, query, reply, response } from 'vivace'
import { type TestAnswer, testClient, type TestRequest } from 'vivace/testing'
import * as z from 'zod'
import { testApp } from '../fixtures/test-app.ts'
import { allClosed, modified, testFolder } from './folder.ts'

const digits = '0123456789'

/** Asks an app whose only route answers a file of ten digits. */
async function ask(
  request: TestRequest = {},
  options: FileOptions = {},
  method = 'GET',
): Promise<TestAnswer> {
  const folder = testFolder({ 'digits.txt': digits })
  const { app } = testApp()
  app.get('/', { returns: file() }, () => file(join(folder, 'digits.txt'), options))
  await using client = await testClient(app)
  const answer = await client.request(method, '/', request)
  await allClosed(folder)
  return answer
}

function head(answer: TestAnswer, ...names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, answer.headers.get(name)]))
}

describe('file()', () => {
  it('answers a file with its type, its length and what a cache needs', async () => {
    const answer = await ask()
    expect([answer.status, answer.text()]).toEqual([200, digits])
    expect(
      head(answer, 'content-type', 'content-length', 'last-modified', 'accept-ranges', 'cache-control'),
    ).toEqual({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '10',
      'last-modified': modified,
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
    })
    expect(answer.headers.get('etag')).toMatch(/^"a-[\da-z]+"$/)
    expect(answer.headers.get('content-disposition')).toBeNull()
  })

  it('answers HEAD with the same headers', async () => {
    const whole = await ask()
    const answer = await ask({}, {}, 'HEAD')
    expect([answer.status, answer.text()]).toEqual([200, ''])
    expect([...answer.headers]).toEqual([...whole.headers])
  })

  it('says under which name it is saved', async () => {
    const named = await ask({}, { name: 'año "1".txt' })
    expect(named.headers.get('content-disposition')).toBe(
      `attachment; filename="a_o _1_.txt"; filename*=UTF-8''a%C3%B1o%20%221%22.txt`,
    )
    const shown = await ask({}, { name: 'a.txt', disposition: 'inline' })
    expect(shown.headers.get('content-disposition')).toBe('inline; filename="a.txt"')
    const saved = await ask({}, { disposition: 'attachment' })
    expect(saved.headers.get('content-disposition')).toBe('attachment')
  })

  it('takes type, tag, caching and cookies from the handler', async () => {
    const answer = await ask(
      {},
      {
        mediaType: 'text/csv',
        etag: '"v1"',
        headers: { 'cache-control': 'public, max-age=60', 'x-own': '1' },
        cookies: { seen: '1' },
      },
    )
    expect(head(answer, 'content-type', 'etag', 'cache-control', 'x-own')).toEqual({
      'content-type': 'text/csv',
      etag: '"v1"',
      'cache-control': 'public, max-age=60',
      'x-own': '1',
    })
    expect(answer.headers.getSetCookie()).toHaveLength(1)
  })

  it('has another tag when the file has changed, and a weak one while it may still change unseen', async () => {
    const folder = testFolder({ 'a.txt': 'one' })
    const { app } = testApp()
    app.get('/', { returns: file() }, () => file(join(folder, 'a.txt')))
    await using client = await testClient(app)
    const before = (await client.get('/')).headers.get('etag')
    writeFileSync(join(folder, 'a.txt'), 'two')
    const after = (await client.get('/')).headers.get('etag')
    expect(before).toMatch(/^"/)
    expect(after).toMatch(/^W\/"/)
    expect(after).not.toContain(before)
  })

  it('takes a path alone, and a status', async () => {
    const folder = testFolder({ 'a.txt': 'a', empty: '' })
    const { app } = testApp()
    app.get('/path', { returns: file() }, () => join(folder, 'a.txt'))
    app.get('/undeclared', {}, () => file(join(folder, 'a.txt')))
    app.post('/made', { returns: file() }, () => reply(201, join(folder, 'a.txt')))
    app.get('/empty', { returns: file() }, () => file(join(folder, 'empty')))
    await using client = await testClient(app)
    expect((await client.get('/path')).text()).toBe('a')
    expect((await client.get('/undeclared')).text()).toBe('a')
    const made = await client.post('/made', { headers: { range: 'bytes=5-', 'if-none-match': '*' } })
    expect([made.status, made.text(), made.headers.get('accept-ranges')]).toEqual([201, 'a', null])
    const empty = await client.get('/empty', { headers: { range: 'bytes=0-' } })
    expect([empty.status, empty.text(), empty.headers.get('content-length')]).toEqual([200, '', '0'])
    await allClosed(folder)
  })

  it('keeps what the response input was told', async () => {
    const folder = testFolder({ 'a.txt': 'a' })
    const { app } = testApp()
    app.get('/', { inputs: { response }, returns: file() }, ({ response }) => {
      response.header('cache-control', 'no-store')
      return file(join(folder, 'a.txt'))
    })
    await using client = await testClient(app)
    expect((await client.get('/')).headers.get('cache-control')).toBe('no-store')
  })

  it('sends a file of any size, and is no longer than what it said', async () => {
    const large = Buffer.alloc(1_000_003, 'vivace')
    const folder = testFolder({ 'large.bin': large })
    const { app } = testApp()
    app.get('/', { returns: file() }, () => file(join(folder, 'large.bin')))
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect(Buffer.compare(answer.bytes(), large)).toBe(0)
    const part = await client.get('/', { headers: { range: 'bytes=70000-900000' } })
    expect(part.status).toBe(206)
    expect(Buffer.compare(part.bytes(), large.subarray(70_000, 900_001))).toBe(0)
    const parts = await client.get('/', { headers: { range: 'bytes=0-99999,200000-399999' } })
    expect(Number(parts.headers.get('content-length'))).toBe(parts.bytes().length)
    expect(parts.bytes().length).toBeGreaterThan(300_000)
    await allClosed(folder)
  })
})

describe('a file that is asked for under conditions', () => {
  it('is 304 to who has it, by tag and by date', async () => {
    const etag = (await ask()).headers.get('etag') ?? ''
    for (const headers of [
      { 'if-none-match': etag },
      { 'if-none-match': `"other", W/${etag}` },
      { 'if-modified-since': modified },
    ]) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask({ headers }, { name: 'a.txt' }, method)
        expect([answer.status, answer.text()]).toEqual([304, ''])
        expect(
          head(answer, 'etag', 'cache-control', 'content-type', 'content-length', 'content-disposition'),
        ).toEqual({
          etag,
          'cache-control': 'private, no-cache',
          'content-type': null,
          'content-length': null,
          'content-disposition': null,
        })
      }
    }
  })

  it('is 412 when it is not the one that is named', async () => {
    const answer = await ask({ headers: { 'if-match': '"other"' } })
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([412, 'precondition-failed'])
    const later = await ask({ headers: { 'if-unmodified-since': 'Sat, 21 Nov 2020 09:59:59 GMT' } })
    expect(later.status).toBe(412)
  })
})

describe('a part of a file', () => {
  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=8-', '89', 'bytes 8-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=0-99', digits, 'bytes 0-9/10'],
    ['bytes=4-4,90-', '4', 'bytes 4-4/10'],
  ])('is 206: %s', async (range, text, contentRange) => {
    const answer = await ask({ headers: { range } })
    expect([answer.status, answer.text()]).toEqual([206, text])
    expect(head(answer, 'content-range', 'content-length', 'content-type')).toEqual({
      'content-range': contentRange,
      'content-length': String(text.length),
      'content-type': 'text/plain; charset=utf-8',
    })
  })

  it('is one of several in a multipart body', async () => {
    const answer = await ask({ headers: { range: 'bytes=0-1,-1' } })
    expect(answer.status).toBe(206)
    const [, boundary = ''] =
      /^multipart\/byteranges; boundary=([\w-]{36})$/.exec(answer.headers.get('content-type') ?? '') ?? []
    const type = 'content-type: text/plain; charset=utf-8'
    expect(answer.text()).toBe(
      `\r\n--${boundary}\r\n${type}\r\ncontent-range: bytes 0-1/10\r\n\r\n01` +
        `\r\n--${boundary}\r\n${type}\r\ncontent-range: bytes 9-9/10\r\n\r\n9\r\n--${boundary}--\r\n`,
    )
    expect(answer.headers.get('content-length')).toBe(String(answer.bytes().length))
  })

  it('is 416 when it is behind the end', async () => {
    const answer = await ask({ headers: { range: 'bytes=10-' } })
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([416, 'range-not-satisfiable'])
    expect(answer.headers.get('content-range')).toBe('bytes */10')
  })

  it('is the whole where the header is malformed, asks for too much, or comes with HEAD', async () => {
    for (const range of ['bytes=a-', 'lines=0-1', 'bytes=0-,0-', `bytes=${'0-0,'.repeat(9_999)}0-0`]) {
      const answer = await ask({ headers: { range } })
      expect([answer.status, answer.text()]).toEqual([200, digits])
    }
    expect((await ask({ headers: { range: 'bytes=0-1' } }, {}, 'HEAD')).status).toBe(200)
  })

  it('is the whole when the client has a part of another', async () => {
    const etag = (await ask()).headers.get('etag') ?? ''
    const status = async (ifRange: string): Promise<number> =>
      (await ask({ headers: { range: 'bytes=0-1', 'if-range': ifRange } })).status
    expect(await status(etag)).toBe(206)
    expect(await status(modified)).toBe(206)
    expect(await status('"other"')).toBe(200)
    expect(await status(`W/${etag}`)).toBe(200)
    expect(await status('Sat, 21 Nov 2020 10:00:01 GMT')).toBe(200)
  })
})

describe('a file that is not there', () => {
  it('is 404, and the log says which', async () => {
    const folder = testFolder({ 'a.txt': 'a' })
    mkdirSync(join(folder, 'inner'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const { app, log } = testApp()
    const inputs = { name: query(z.string()) }
    app.get('/', { inputs, returns: file() }, ({ name }) => file(join(folder, name)))
    await using client = await testClient(app)
    for (const name of ['nothing', 'inner', 'pipe', 'a.txt\0', 'x'.repeat(250)]) {
      const answer = await client.get('/', { query: { name } })
      expect([name, answer.status]).toEqual([name, 404])
    }
    expect(log.lines).toHaveLength(5)
    expect(log.lines[0]).toMatchObject({ level: 'warn', message: 'The file of the answer is not there.' })
    await allClosed(folder)
  })

  it('is 404 outside of its root, behind links as well, without a word in the log', async () => {
    const folder = testFolder({
      'secret.txt': 'secret',
      'public/a.txt': 'a',
      'public/in/b.txt': 'b',
      'public/.env': 'x',
    })
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'public/leading-out'))
    symlinkSync(folder, join(folder, 'public/up'))
    symlinkSync('.env', join(folder, 'public/env'))
    symlinkSync('in/b.txt', join(folder, 'public/inside'))
    const { app, log } = testApp()
    const inputs = { name: query(z.string()) }
    app.get('/', { inputs, returns: file() }, ({ name }) => file(name, { root: join(folder, 'public') }))
    await using client = await testClient(app)
    const read = async (name: string): Promise<string | number> => {
      const answer = await client.get('/', { query: { name } })
      return answer.status === 200 ? answer.text() : answer.status
    }
    expect(await read('a.txt')).toBe('a')
    expect(await read('in/b.txt')).toBe('b')
    expect(await read('inside')).toBe('b')
    for (const name of [
      'leading-out',
      'up/secret.txt',
      'up/public/.env',
      '.env',
      'env',
      'in',
      '..\\secret.txt',
      '../secret.txt',
      join(folder, 'secret.txt'),
      '',
    ])
      expect([name, await read(name)]).toEqual([name, 404])
    expect(log.lines).toEqual([])
    await allClosed(folder)
  })

  it('is 500 where the handler answers no file, or the runtime has none', async () => {
    const { app, log } = testApp()
    // What JavaScript lets through.
    app.get('/number', { returns: file() }, () => 7 as unknown as string)
    app.get('/file', { returns: file() }, () => file('a.txt'))
    await using client = await testClient(app)
    expect((await client.get('/number')).status).toBe(500)
    const answer = await app.fetch(new Request('http://shop.example/file'))
    expect(answer.status).toBe(500)
    expect(log.lines.map(({ fields }) => String(fields['error']))).toEqual([
      expect.stringContaining('answers number; answer file(path)'),
      expect.stringContaining('diskFiles()'),
    ])
  })
})
