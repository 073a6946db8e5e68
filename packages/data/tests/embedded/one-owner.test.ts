import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Program } from '@vivace/fixtures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vivace-embedded-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const start = (env: Record<string, string> = {}): Program =>
  new Program(new URL('programs/server.ts', import.meta.url), {
    env: { DIRECTORY: join(folder, 'data'), ...env },
  })

async function post(program: Program, path: string): Promise<void> {
  const { ok } = await fetch(`${await program.url()}${path}`, { method: 'POST' })
  expect(ok).toBe(true)
}

async function rowsOf(program: Program): Promise<number[]> {
  const response = await fetch(`${await program.url()}/rows`)
  const rows: number[] = await response.json()
  return rows
}

// T51 of reliability.md.
describe('the directory of an embedded database', () => {
  it('belongs to the first of several processes that start together; the others end with 78', async () => {
    await using first = start()
    await using second = start()
    await using third = start()
    const all = [first, second, third]
    const serves = (program: Program): boolean => program.out.includes('is ready')
    const losers = await Promise.all(
      all.map((program) => Promise.race([program.ended(), program.url().then(() => 'serves')])),
    )
    expect(losers.sort()).toEqual([78, 78, 'serves'])
    const owner = all.find(serves)
    const refusals = all.filter((program) => !serves(program)).map(({ out }) => out)
    for (const refusal of refusals) expect(refusal).toContain('EMBEDDED_DATABASE_SHARED')
    owner?.signal('SIGTERM')
    expect(await owner?.ended()).toBe(0)
    expect(readdirSync(join(folder, 'data.lock'))).toEqual([])
  })

  it('is refused to a second process, also while the first hears nothing, and taken over after its crash', async () => {
    await using owner = start()
    await post(owner, '/rows')
    await post(owner, '/rows/1')

    owner.signal('SIGSTOP')
    await using second = start()
    expect(await second.ended()).toBe(78)
    expect(second.out).toContain(`${join(folder, 'data')} is open in process ${owner.pid}.`)
    expect(second.out).toContain(`To fix it, end process ${owner.pid}, or set DATABASE_URL`)
    owner.signal('SIGCONT')
    await post(owner, '/rows/2')

    await owner.kill()
    await using heir = start()
    expect(await rowsOf(heir)).toEqual([1, 2])
  })

  it('is left by a program that ends without closing it', async () => {
    const directory = join(folder, 'left')
    await using program = new Program(new URL('programs/opening.ts', import.meta.url), {
      env: { DIRECTORY: directory, LEAVE: 'open' },
    })
    expect(await program.ended()).toBe(0)
    expect(readdirSync(`${directory}.lock`)).toEqual([])
  })

  it('is refused to workers', async () => {
    await using program = start({ WORKERS: '2', DIRECTORY: join(folder, 'workers') })
    expect(await program.ended()).toBe(78)
    expect(program.out).toContain('the embedded database belongs to one process, and workers are several')
  })
})

// T52 of reliability.md.
describe('an embedded database whose process is killed', () => {
  it('keeps every row of which it has told', async () => {
    const told: number[] = []
    for (let round = 0; round < 3; round += 1) {
      await using program = start({ DIRECTORY: join(folder, 'killed') })
      await post(program, '/rows')
      expect(await rowsOf(program)).toEqual(expect.arrayContaining(told))
      const url = await program.url()
      const until = told.length + 15 + Math.random() * 15
      let isKilled = false
      const inserting = Array.from({ length: 4 }, async (_, client) => {
        for (let id = 10_000 * round + client; !isKilled; id += 4) {
          const answer = await fetch(`${url}/rows/${id}`, { method: 'POST' }).catch(() => undefined)
          if (answer?.ok === true) told.push(id)
          if (told.length >= until && !isKilled) {
            isKilled = true
            await program.kill()
          }
        }
      })
      await Promise.all(inserting)
    }
    await using last = start({ DIRECTORY: join(folder, 'killed') })
    const found = await rowsOf(last)
    expect(found).toEqual(expect.arrayContaining(told))
    // One for each client of each round may have been written without an answer.
    expect(found.length - told.length).toBeLessThanOrEqual(12)
  })

  it('answers other requests while a statement runs', async () => {
    await using program = start({ DIRECTORY: join(folder, 'killed') })
    const url = await program.url()
    const order: string[] = []
    const slow = fetch(`${url}/slow`).then(() => order.push('slow'))
    for (let ping = 0; ping < 20; ping += 1) {
      await fetch(`${url}/ping`)
      order.push('ping')
    }
    await slow
    expect(order.indexOf('slow')).toBe(20)
  })
})
