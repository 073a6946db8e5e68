import { readdirSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { form, upload, uploads } from 'vivace'
import * as z from 'zod'
import type { EdgeDriver } from '../edges/edge-driver.ts'
import { openFetchEdge } from '../edges/fetch-driver.ts'
import { openNodeEdge } from '../edges/node-driver.ts'
import { textOf, type WireAnswer } from '../edges/wire-answer.ts'
import { testApp } from '../fixtures/test-app.ts'

const multipart = ['content-type', 'multipart/form-data; boundary=AaB'] as const
const urlencoded = ['content-type', 'application/x-www-form-urlencoded'] as const

/** What is left of uploads: files with a name, and open files without one. */
function leftovers(): string[] {
  const named = readdirSync(tmpdir()).filter((name) => name.startsWith('vivace-upload-'))
  const open = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return []
    }
  })
  return [...named, ...open.filter((path) => path.includes('vivace-upload-'))]
}

async function nothingLeft(): Promise<void> {
  await expect.poll(leftovers, { timeout: 10_000 }).toEqual([])
}

const { app, log } = testApp()
let begun = 0
/** How many temporary files there were when a handler ran. */
let seen = 0
app.post(
  '/form',
  { inputs: { a: form(z.string()), n: form(z.int().optional()), file: upload({ optional: true }) } },
  async ({ a, file }) => ({ a, name: file?.name, text: await file?.text() }),
)
app.post('/fields', { inputs: { a: form(z.string()) } }, ({ a }) => a)
app.post(
  '/large',
  { inputs: { files: uploads() }, form: { size: '64mb', memory: '64kb' } },
  async ({ files }) => {
    begun += 1
    seen = leftovers().length
    let size = 0
    for (const file of files) size += (await file.bytes()).length
    return size
  },
)
app.post('/fails', { inputs: { file: upload() }, form: { memory: 0 } }, () => {
  throw new Error('It fails.')
})
app.post(
  '/invalid',
  { inputs: { file: upload(), a: form(z.int()) }, form: { memory: 0 } },
  ({ file }) => file.size,
)

const part = (name: string, value: string, fileName?: string): string =>
  `--AaB\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n\r\n${value}\r\n`
const end = '--AaB--\r\n'
const good = part('a', 'x') + part('file', 'y'.repeat(60), 'a.txt') + end

function malformed(): [string, string][] {
  const cases: [string, string][] = []
  for (let at = 0; at < 200; at++) cases.push([`cut at ${at}`, good.slice(0, at)])
  for (const name of [
    '__proto__',
    'constructor',
    'constructor.prototype',
    'a[__proto__]',
    '',
    'a.b',
    '\\u005f_proto__',
  ]) {
    cases.push([`the name ${name}`, part(name, 'x') + end])
    cases.push([`a file named ${name}`, part('file', 'x', name) + part('a', 'x') + end])
    cases.push([`the file field ${name}`, part(name, 'x', 'x') + end])
  }
  for (const size of [255, 256, 257, 4_000, 8_000, 8_192, 9_000, 100_000]) {
    cases.push([`a name of ${size}`, part('n'.repeat(size), 'x') + end])
    cases.push([`a file name of ${size} blanks`, part('file', 'x', ' '.repeat(size)) + end])
    cases.push([`a file name of ${size} quotes`, part('file', 'x', '\\"'.repeat(size)) + end])
    cases.push([`a file name of ${size} semicolons`, part('file', 'x', '";'.repeat(size)) + end])
    cases.push([`nesting of ${size}`, part(`a${'[a]'.repeat(size)}`, 'x') + end])
  }
  for (const count of [20, 21, 1_000, 100_000]) {
    cases.push([`${count} parts`, part('a', '').repeat(count) + end])
    cases.push([`${count} delimiters`, '--AaB\r\n'.repeat(count) + end])
  }
  for (const byte of ['\r', '\n', '\r\n', '\0', '-', '\r\n-', '\r\n--AaB ', '\r\n--AaB\t', '\r\n--Aa'])
    cases.push([`many ${JSON.stringify(byte)}`, part('a', byte.repeat(50_000)) + end])
  return cases
}

describe.each([
  ['node', openNodeEdge],
  ['fetch', openFetchEdge],
] as const)('hostile forms over the %s edge', (_name, open) => {
  let edge: EdgeDriver
  beforeAll(async () => {
    edge = await open(app)
  })
  afterAll(async () => {
    await edge.close()
  })

  const post = (target: string, type: readonly [string, string], body: string): Promise<WireAnswer> =>
    edge.send({ method: 'POST', target, headers: [type], body })

  it('are answered with the client’s error, every one, and change no prototype', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const statuses = new Set<number>()
    for (const [name, body] of malformed()) {
      const { status } = await post('/form', multipart, body)
      expect([200, 400, 413, 422], name).toContain(status)
      statuses.add(status)
    }
    expect([...statuses].sort()).toEqual([200, 400, 413, 422])
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect({}).not.toHaveProperty('x')
  }, 60_000)

  it.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=""',
    `multipart/form-data; boundary=${'a'.repeat(71)}`,
    'multipart/form-data; boundary="a\tb"',
  ])('are refused without a boundary: %s', async (type) => {
    expect((await post('/form', ['content-type', type], good)).status).toBeGreaterThanOrEqual(400)
    expect((await post('/form', ['content-type', type], good)).status).toBeLessThan(500)
  })

  it.each([
    ['a million fields', 'a=1&'.repeat(1_000_000), 413],
    ['many fields within the limit of bytes', 'a=1&'.repeat(200_000), 400],
    ['many brackets', 'a[]=&'.repeat(100_000), 400],
    ['many commas', `a=${','.repeat(100_000)}`, 200],
    ['deep brackets', `a${'[a]'.repeat(10_000)}=1`, 413],
    ['a name twice', 'a=1&a=2', 422],
    ['malformed percent-encoding', 'a=%zz', 400],
    ['percent-encoding that is not UTF-8', 'a=%ff', 400],
    ['names of a prototype', '__proto__=x&constructor=x&a=1', 200],
  ])('are answered at once: %s', async (_case, body, status) => {
    expect((await post('/fields', urlencoded, body)).status).toBe(status)
  })

  it.each([
    ['../../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a/b\\c\0.txt', 'c.txt'],
    ['COM1.log', '_COM1.log'],
    ['日本ñ.txt', '日本ñ.txt'],
  ])('give the file name %j as %j', async (sent, name) => {
    const answer = await post('/form', multipart, part('a', 'x') + part('file', 'x', sent) + end)
    expect(JSON.parse(textOf(answer))).toMatchObject({ name })
  })

  it('say which limit was passed', async () => {
    const detail = async (body: string): Promise<unknown[]> => {
      const answer = await post('/form', multipart, body)
      const problem: unknown = JSON.parse(textOf(answer))
      expect(problem).toHaveProperty('detail')
      // The line above has shown it.
      return [answer.status, (problem as { detail: unknown }).detail]
    }
    expect(await detail(part('a', '').repeat(21) + end)).toEqual([400, 'At most 20 fields are read.'])
    expect(await detail(part('file', '', 'a').repeat(6) + end)).toEqual([400, 'At most 5 files are read.'])
    expect(await detail(part('n'.repeat(257), '') + end)).toEqual([
      413,
      'The name of a field may have at most 256 characters.',
    ])
    expect(await detail(part('a', 'x'.repeat(1_048_577)) + end)).toEqual([
      413,
      'A field may have at most 1048576 bytes.',
    ])
    expect(await detail(part('file', 'x'.repeat(10_485_760), 'a') + end)).toEqual([
      413,
      'The form may have at most 10485760 bytes.',
    ])
  })

  it('leave nothing when the answer is an error', async () => {
    const file = part('file', 'x'.repeat(100_000), 'a')
    expect((await post('/fails', multipart, file + end)).status).toBe(500)
    expect((await post('/invalid', multipart, file + part('a', 'x') + end)).status).toBe(422)
    expect((await post('/invalid', multipart, file)).status).toBe(400)
    await nothingLeft()
  })

  it('leave nothing when a hundred clients go away in the middle of a file', async () => {
    const before = begun
    const piece = 'x'.repeat(100_000)
    const body = [part('files', piece, 'a') + part('files', '', 'b').slice(0, -2), piece]
    for (let count = 0; count < 10; count++) {
      const sendings = await Promise.all(
        Array.from({ length: 10 }, () =>
          edge.begin({ method: 'POST', target: '/large', headers: [multipart], body, isUnfinished: true }),
        ),
      )
      // Some leave before their file is on the disk, some after.
      await new Promise((resolve) => setTimeout(resolve, count * 3))
      for (const sending of sendings) sending.leave()
    }
    await nothingLeft()
    expect(begun).toBe(before)
    // What failed on purpose.
    const errors = log.lines.filter(({ level }) => level === 'error')
    expect(errors.map(({ fields }) => String(fields?.['error']))).toEqual(
      errors.map(() => 'Error: It fails.'),
    )
  }, 30_000)
})

describe('a large file', () => {
  it('is on the disk over the node edge while it is read, and gone afterwards', async () => {
    const edge = await openNodeEdge(app)
    const text = 'x'.repeat(20_000_000)
    const body = [part('files', text, 'a'), end]
    const answer = await edge.send({ method: 'POST', target: '/large', headers: [multipart], body })
    expect([textOf(answer), seen]).toEqual(['20000000', 1])
    await edge.close()
    await nothingLeft()
  })

  it('is refused where there is no file system', async () => {
    const edge = await openFetchEdge(app)
    const body = [part('files', 'x'.repeat(20_000_000), 'a'), end]
    const answer = await edge.send({ method: 'POST', target: '/large', headers: [multipart], body })
    expect(answer.status).toBe(413)
    await edge.close()
  })
})
