import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { App, background, silentLogger, upload, type UploadedFile } from 'vivace'
import { toFetchHandler } from 'vivace/fetch'
import { diskSpool } from 'vivace/node'
import { safeFileName } from '../../src/inputs/file-name.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vivace-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Uploads a text to a handler, with a spool or without. */
async function uploadTo(
  handler: (file: UploadedFile) => unknown,
  { text = 'x'.repeat(100_000), hasSpool = true } = {},
): Promise<Response> {
  const app = new App({ title: 'Files', version: '1.0.0', log: silentLogger })
  app.post('/', { inputs: { file: upload() }, form: { memory: '1kb' } }, ({ file }) => handler(file))
  const body = new FormData()
  body.append('file', new Blob([text]), 'a.txt')
  const handle = toFetchHandler(app, hasSpool ? { spool: diskSpool({ folder }) } : {})
  return handle(new Request('http://shop.example/', { method: 'POST', body }))
}

describe('UploadedFile.save', () => {
  it.each(['small', 'x'.repeat(200_000)])('writes the file to a path', async (text) => {
    const path = join(folder, 'saved.txt')
    const answer = await uploadTo(async (file) => (await file.save(path), file.size), { text })
    expect(await answer.json()).toBe(text.length)
    expect(await readFile(path, 'utf8')).toBe(text)
  })

  it('keeps a file that is there, unless it may be overwritten', async () => {
    const path = join(folder, 'saved.txt')
    await writeFile(path, 'first')
    expect((await uploadTo((file) => file.save(path))).status).toBe(500)
    expect(await readFile(path, 'utf8')).toBe('first')
    await uploadTo((file) => file.save(path, { overwrite: true }), { text: 'second' })
    expect(await readFile(path, 'utf8')).toBe('second')
  })

  it('says what is missing where there is no file system', async () => {
    let reason = ''
    await uploadTo((file) => file.save('x').catch((error: unknown) => (reason = String(error))), {
      hasSpool: false,
    })
    expect(reason).toContain('diskSpool()')
  })
})

describe('a file on the disk', () => {
  it('can be read again and again, from its beginning, and left early', async () => {
    const text = Array.from({ length: 30_000 }, (_, index) => index).join()
    const answer = await uploadTo(
      async (file) => {
        await file.stream().cancel()
        const reader = file.stream().getReader()
        await reader.read()
        await reader.cancel()
        return [(await file.text()) === text, (await new Response(file.stream()).text()) === text]
      },
      { text },
    )
    expect(await answer.json()).toEqual([true, true])
  })

  it('is there for work after the response, and gone after that', async () => {
    const app = new App({ title: 'Files', version: '1.0.0', log: silentLogger })
    let kept: UploadedFile | undefined
    let read: number | undefined
    app.post('/', { inputs: { file: upload(), background }, form: { memory: 0 } }, ({ file, background }) => {
      kept = file
      background.add(async () => {
        read = (await file.bytes()).length
      })
      return 'accepted'
    })
    const body = new FormData()
    body.append('file', new Blob(['x'.repeat(70_000)]), 'a.txt')
    const work: Promise<void>[] = []
    await toFetchHandler(app, { spool: diskSpool({ folder }) })(
      new Request('http://shop.example/', { method: 'POST', body }),
      { waitUntil: (waiting) => work.push(waiting) },
    )
    await Promise.all(work)
    expect(read).toBe(70_000)
    await expect(kept?.bytes()).rejects.toThrow('no longer there')
  })
})

describe('safeFileName', () => {
  it.each([
    ['a.txt', 'a.txt'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\a\\b?.txt', 'b_.txt'],
    ['..', ''],
    ['/', ''],
    ['.htaccess', 'htaccess'],
    ['a. . .', 'a'],
    ['NUL', '_NUL'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['console.log', 'console.log'],
    ['a\0\r\n\u202etxt.exe', 'atxt.exe'],
    ['n\u0303.txt', '\u00f1.txt'],
    ['\ud800.txt', 'txt'],
  ])('makes %j harmless: %j', (sent, name) => {
    expect(safeFileName(sent)).toBe(name)
  })

  it('shortens a name to 200 bytes and keeps its ending', () => {
    const name = safeFileName(`${'日'.repeat(300)}.jpeg`)
    expect([new TextEncoder().encode(name).length <= 200, name.endsWith('日.jpeg')]).toEqual([true, true])
    expect(safeFileName('a'.repeat(300))).toBe('a'.repeat(200))
  })
})
