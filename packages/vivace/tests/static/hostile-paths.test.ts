import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { file, type Mountable, query } from 'vivace'
import type { Server } from 'vivace/node'
import { staticFiles } from 'vivace/static'
import { testClient } from 'vivace/testing'
import * as z from 'zod'
import { serveQuietly } from '../edges/node-driver.ts'
import { openConnection } from '../edges/raw-connection.ts'
import { allClosed, testFolder } from '../files/folder.ts'
import { MemoryExchange } from '../fixtures/memory-exchange.ts'
import { testApp } from '../fixtures/test-app.ts'
import { hostilePaths } from './hostile-paths.ts'

const secret = 'what nobody may see'

/** What may be answered: of the folder, and not hidden. */
const open = ['index', 'file a', 'file b']

let folder: string
let root: string

beforeAll(() => {
  folder = testFolder(
    {
      'secret.txt': secret,
      'etc/passwd': secret,
      'public-too/secret.txt': secret,
      'public/index.html': 'index',
      'public/a.txt': 'file a',
      'public/folder/b.txt': 'file b',
      'public/folder/.hidden': secret,
      'public/.env': secret,
      'public/.git/config': secret,
    },
    true,
  )
  root = join(folder, 'public')
  symlinkSync(folder, join(root, 'up'))
  symlinkSync(join(folder, 'secret.txt'), join(root, 'out.txt'))
  symlinkSync('.env', join(root, 'to-hidden'))
  symlinkSync('loop', join(root, 'loop'))
  execFileSync('mkfifo', [join(root, 'pipe')])
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('hostile paths', () => {
  it('are more than 800', () => {
    expect(hostilePaths.length).toBeGreaterThan(800)
  })

  it('lead nowhere over a socket, as they are sent', async () => {
    const { app } = testApp()
    app.mount('/static', staticFiles(root, { spa: true, precompressed: ['br'] }))
    const server = await serveQuietly(app)
    try {
      const failures = []
      for (const path of hostilePaths) {
        const text = await rawAnswer(server, `/static/${path}`)
        if (!isHarmless(text)) failures.push([path, text.slice(0, 200)])
      }
      expect(failures).toEqual([])
    } finally {
      await server.stop()
    }
    await allClosed(folder)
  })

  it('lead nowhere when nothing stands before the folder', async () => {
    const served: Mountable = staticFiles(root)
    const failures = []
    for (const path of hostilePaths) {
      const exchange = new MemoryExchange({ path: `/${path}` })
      const answered = await bodyOf(async () => served.handle(exchange))
      if (!isHarmless(answered)) failures.push([path, answered])
    }
    expect(failures).toEqual([])
    await allClosed(folder)
  })

  it('lead nowhere below the root of file(), decoded or not', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { name: query(z.string()) }, returns: file() }, ({ name }) => file(name, { root }))
    await using client = await testClient(app)
    const failures = []
    for (const path of hostilePaths) {
      for (const name of new Set([path, decoded(path)])) {
        const answer = await client.get('/', { query: { name } })
        if (!isHarmless(answer.text()) || answer.status >= 500) failures.push([name, answer.status])
      }
    }
    expect(failures).toEqual([])
    await allClosed(folder)
  })

  it('are known to lead to a secret where nobody looks', async () => {
    // The test above could not fail if nothing could be read.
    const served = staticFiles(folder)
    const exchange = new MemoryExchange({ path: '/secret.txt' })
    expect(await bodyOf(async () => served.handle(exchange))).toBe(secret)
  })
})

describe('a Range header', () => {
  it.each([1, 2, 5, 6, 50, 1_000, 10_000])('of %i ranges is answered at once', async (count) => {
    const served = staticFiles(root)
    const range = `bytes=${Array.from({ length: count }, (_, at) => `${at % 6}-${at % 6}`).join(',')}`
    const exchange = new MemoryExchange({ path: '/a.txt', headers: { range } })
    await served.handle(new MemoryExchange({ path: '/a.txt', headers: { range } }))
    const start = performance.now()
    const answer = await served.handle(exchange)
    // 5 ms on an idle machine; one that grew with the ranges would take seconds.
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(answer.status).toBe(count > 5 ? 200 : 206)
  })

  it.each(['0-', '-', ',', '0-0,', ' ', '9', 'bytes=', '0-,-'])(
    'of 64 KiB of %j takes no longer than a short one',
    async (piece) => {
      const served = staticFiles(root)
      const range = `bytes=${piece.repeat(Math.ceil(65_536 / piece.length))}`
      const start = performance.now()
      const answer = await served.handle(new MemoryExchange({ path: '/a.txt', headers: { range } }))
      expect(performance.now() - start).toBeLessThan(1_000)
      expect(answer.status).toBe(200)
    },
  )
})

async function rawAnswer(server: Server, target: string): Promise<string> {
  const connection = await openConnection(server.port)
  try {
    connection.write(
      `GET ${target} HTTP/1.1\r\nhost: shop.example\r\naccept: text/html\r\nconnection: close\r\n\r\n`,
    )
    return Buffer.from((await connection.answer()).body).toString('latin1')
  } finally {
    connection.destroy()
  }
}

async function bodyOf(answering: () => Promise<{ readonly body: unknown }>): Promise<string> {
  try {
    const { body } = await answering()
    return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body)
  } catch (error) {
    return error instanceof Error && 'status' in error ? `{"status":${String(error.status)}}` : String(error)
  }
}

function isHarmless(text: string): boolean {
  return (
    open.includes(text) || text === '' || text === 'null' || (text.startsWith('{') && !text.includes(secret))
  )
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
