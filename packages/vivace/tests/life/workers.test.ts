import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Program } from '../fixtures/program.ts'
import { type Bundle, bundle } from './bundle.ts'

const source = fileURLToPath(new URL('clustered-program.ts', import.meta.url))

let bundled: Bundle
beforeAll(async () => {
  bundled = await bundle(source)
})
afterAll(() => bundled.remove())

let folder = ''
let failFile = ''
let program: Program
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vivace-workers-'))
  failFile = join(folder, 'fail')
})
afterEach(async () => {
  await program.kill()
  rmSync(folder, { recursive: true, force: true })
})

function run(env: Readonly<Record<string, string>> = {}): Program {
  program = new Program([bundled.file], { env: { FAIL_FILE: failFile, ...env }, isTypeScript: false })
  return program
}

const start = (): Promise<string> => run().url()

/** The process that answers, asked on a connection of its own. */
async function who(url: string): Promise<number> {
  const response = await fetch(`${url}/who`, { headers: { connection: 'close' } })
  // What the route answers.
  return ((await response.json()) as { readonly pid: number }).pid
}

async function pids(url: string): Promise<Set<number>> {
  const found = new Set<number>()
  for (let asked = 0; asked < 12; asked += 1) found.add(await who(url))
  return found
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('serve({ workers })', () => {
  it('serves with so many processes on one port, says so once, and stops all of them', async () => {
    const url = await start()
    const workers = await pids(url)
    expect(workers.size).toBe(2)
    expect(workers.has(program.process.pid ?? 0)).toBe(false)
    expect(program.out.match(/is ready/g)).toHaveLength(1)
    const ids = [...program.out.matchAll(/"message":"asked".*"worker":(\d+)/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(2)
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect([...workers].filter(isAlive)).toEqual([])
  })

  it('answers what is in flight in every worker, and tells what would never end', async () => {
    const url = await start()
    const answers = Promise.all(
      ['/slow', '/slow', '/stopping', '/stopping'].map(async (path) => (await fetch(url + path)).status),
    )
    await program.says('in flight', 4)
    program.process.kill('SIGTERM')
    expect(await answers).toEqual([200, 200, 200, 200])
    expect(await program.ended).toBe(0)
  })

  it.each(['/crash', '/throw'])('replaces a worker that dies: %s', async (path) => {
    const url = await start()
    const before = await pids(url)
    await fetch(url + path, { method: 'POST', headers: { connection: 'close' } })
    await program.says('another one takes its place')
    await vi.waitFor(
      async () => {
        const after = await pids(url)
        expect(after.size).toBe(2)
        expect([...after].filter((pid) => !before.has(pid))).toHaveLength(1)
      },
      { timeout: 30_000, interval: 100 },
    )
  })

  it('gives up when workers die as soon as they serve: exit code 1', async () => {
    const url = await start()
    writeFileSync(failFile, '')
    await fetch(`${url}/crash`, { method: 'POST' })
    expect(await program.ended).toBe(1)
    expect(program.err).toContain('The workers end as soon as they serve.')
  })

  it.each([
    ['3', 1],
    ['78', 78],
  ])('does not start when a worker does not: exit code %s becomes %i', async (code, expected) => {
    writeFileSync(failFile, '')
    expect(await run({ FAIL_CODE: code }).ended).toBe(expected)
    expect(program.err.match(/A worker has ended before it served/g)).toHaveLength(1)
    expect(program.out).not.toContain('is ready')
  })

  it('replaces all workers on SIGHUP', async () => {
    const url = await start()
    const before = await pids(url)
    program.process.kill('SIGHUP')
    await program.says('The workers were replaced.')
    const after = await pids(url)
    expect([...after].filter((pid) => before.has(pid))).toEqual([])
    expect(after.size).toBe(2)
    expect([...before].filter(isAlive)).toEqual([])
  })

  it('keeps the old workers when a new one does not start', async () => {
    const url = await start()
    const before = await pids(url)
    writeFileSync(failFile, '')
    program.process.kill('SIGHUP')
    await program.says('the old ones stay')
    expect(await pids(url)).toEqual(before)
  })

  it('leaves no worker behind when the primary process is killed', async () => {
    const workers = await pids(await start())
    program.process.kill('SIGKILL')
    await vi.waitFor(() => expect([...workers].filter(isAlive)).toEqual([]), {
      timeout: 20_000,
      interval: 50,
    })
  })
})
