import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type App, file } from 'vivace'
import { diskFiles } from 'vivace/node'
import type { EdgeDriver } from '../edges/edge-driver.ts'
import { openFetchEdge } from '../edges/fetch-driver.ts'
import { openNodeEdge } from '../edges/node-driver.ts'
import { textOf, valueOf } from '../edges/wire-answer.ts'
import { testApp } from '../fixtures/test-app.ts'
import { allClosed, openFilesIn, testFolder } from './folder.ts'

const size = 12_000_000

const edges = [
  ['node', openNodeEdge],
  ['fetch', (app: App) => openFetchEdge(app, { files: diskFiles() })],
] as const

describe.each(edges)('a file over the %s edge', (_name, openEdge) => {
  let edge: EdgeDriver | undefined
  afterEach(async () => {
    await edge?.close()
    edge = undefined
  })
  const open = async (middleware: Parameters<typeof testApp>[0] = {}): Promise<[EdgeDriver, string]> => {
    const folder = testFolder({ large: Buffer.alloc(size, 'a'), 'small.txt': '0123456789' })
    const { app } = testApp(middleware)
    app.get('/large', { returns: file() }, () => file(join(folder, 'large')))
    app.get('/small', { returns: file() }, () => file(join(folder, 'small.txt')))
    await app.start()
    return [(edge = await openEdge(app)), folder]
  }

  it('arrives whole, with its length', async () => {
    const [edge, folder] = await open()
    const answer = await edge.send({ target: '/large' })
    expect([answer.status, answer.isWhole, answer.body.length]).toEqual([200, true, size])
    expect([valueOf(answer, 'content-length'), valueOf(answer, 'transfer-encoding')]).toEqual([
      String(size),
      undefined,
    ])
    await allClosed(folder)
  })

  it('is closed when the client goes away in the middle of it', async () => {
    const [edge, folder] = await open()
    const sendings = await Promise.all(Array.from({ length: 20 }, () => edge.begin({ target: '/large' })))
    const deadline = Date.now() + 30_000
    while ((openFilesIn(folder)?.length ?? 20) < 20 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect(openFilesIn(folder)?.length ?? 20).toBe(20)
    for (const sending of sendings) {
      // Whatever has come until then.
      sending.answer.catch(() => undefined)
      sending.leave()
    }
    await allClosed(folder)
  })

  it('is closed when middleware answers something else', async () => {
    const [edge, folder] = await open({
      middleware: [
        async (exchange, next) => {
          await next()
          throw new Error(`no ${exchange.path}`)
        },
      ],
    })
    expect((await edge.send({ target: '/large' })).status).toBe(500)
    await allClosed(folder)
  })

  it('is closed before the answer to HEAD, to a condition, and to what cannot be', async () => {
    const [edge, folder] = await open()
    const head = await edge.send({ method: 'HEAD', target: '/large' })
    expect([head.status, valueOf(head, 'content-length'), head.body.length]).toEqual([200, String(size), 0])
    const etag = valueOf(head, 'etag') ?? ''
    const fresh = await edge.send({ target: '/large', headers: [['if-none-match', etag]] })
    expect([fresh.status, valueOf(fresh, 'content-length')]).toEqual([304, undefined])
    expect((await edge.send({ target: '/large', headers: [['if-match', '"1"']] })).status).toBe(412)
    expect((await edge.send({ target: '/large', headers: [['range', `bytes=${size}-`]] })).status).toBe(416)
    expect(openFilesIn(folder) ?? []).toEqual([])
  })

  it('answers parts', async () => {
    const [edge] = await open()
    const answer = await edge.send({ target: '/small', headers: [['range', 'bytes=2-4']] })
    expect([answer.status, textOf(answer), valueOf(answer, 'content-range')]).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ])
  })
})
