import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { consoleLogger, type Logger } from 'vivace'
import { DatabaseUnavailable } from '../errors/database-errors.ts'
import { createDirectory } from './create-directory.ts'
import { openEmbedded } from './open-embedded.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vivace-open-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function remember(): { readonly log: Logger; readonly told: string[] } {
  const told: string[] = []
  const log = consoleLogger()
  vi.spyOn(log, 'error').mockImplementation((message) => void told.push(message))
  return { log, told }
}

describe('openEmbedded() of a directory', () => {
  it('makes it where there is none, and finds in it what was kept', async () => {
    const directory = join(folder, 'a/b/data')
    for (const expected of [1, 2]) {
      const engine = await openEmbedded({ directory })
      await engine.run({ text: 'create table if not exists notes (id serial)', values: [] })
      await engine.run({ text: 'insert into notes default values', values: [] })
      expect(await engine.run({ text: 'select id from notes', values: [] })).toMatchObject({
        rowCount: expected,
      })
      await engine.close()
    }
    expect(readdirSync(join(folder, 'a/b')).sort()).toEqual(['data', 'data.lock'])
  })

  it('begins again where it was interrupted while it made one', async () => {
    const directory = join(folder, 'interrupted')
    mkdirSync(`${directory}.new/base`, { recursive: true })
    await createDirectory(directory)
    expect(existsSync(`${directory}.new`)).toBe(false)
    expect(existsSync(join(directory, 'PG_VERSION'))).toBe(true)
  })

  it.each([
    [
      'what another PostgreSQL has written',
      { PG_VERSION: '16\n' },
      'was written by PostgreSQL 16, and this is',
    ],
    ['something else', { 'photo.jpg': '' }, 'cannot be opened: ENOTEMPTY'],
    ['half a database', { PG_VERSION: '18\n' }, 'cannot be opened: '],
  ])('refuses %s, leaves it alone, and gives it back', async (name, files, message) => {
    const directory = join(folder, name)
    mkdirSync(directory)
    for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text)
    cpSync(directory, `${directory}.before`, { recursive: true })
    for (const _time of [1, 2]) {
      const error: unknown = await openEmbedded({ directory }).catch((error: unknown) => error)
      expect(error).toMatchObject({ code: 'DATABASE_INVALID', message: expect.stringContaining(message) })
    }
    expect(readdirSync(directory)).toEqual(readdirSync(`${directory}.before`))
  })

  it('says when it has failed, and refuses everything then, with an answer of 503', async () => {
    const { log, told } = remember()
    const directory = join(folder, 'panic')
    const engine = await openEmbedded({ directory, log })
    await engine.run({ text: 'create table notes (text text)', values: [] })
    rmSync(join(directory, 'pg_wal'), { recursive: true })
    const filling = "insert into notes select repeat('x', 1000) from generate_series(1, 10000)"
    await expect(engine.run({ text: filling, values: [] })).rejects.toMatchObject({ severity: 'PANIC' })
    const error: unknown = await engine.run({ text: 'select 1', values: [] }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(DatabaseUnavailable)
    expect(error).toMatchObject({ cause: { message: expect.stringContaining('restart the app') } })
    await engine.close()
    expect(told).toEqual(['The embedded database has failed.'])
  })

  it('says nothing when it is closed', async () => {
    const { log, told } = remember()
    const engine = await openEmbedded({ directory: 'memory', log })
    await engine.close()
    expect(told).toEqual([])
  })

  it('has the extensions that are asked for', async () => {
    const engine = await openEmbedded({ directory: 'memory', extensions: ['citext', 'uuid-ossp'] })
    for (const text of ['create extension citext', 'create extension "uuid-ossp"'])
      await engine.run({ text, values: [] })
    const { rows } = await engine.run({
      text: "select 'A'::citext = 'a', length(uuid_generate_v4()::text)",
      values: [],
    })
    expect(rows).toEqual([[true, 36]])
    await engine.close()
  })

  it.each(['postgis', '../citext'])('refuses the extension %s, which there is not', async (extension) => {
    const error: unknown = await openEmbedded({ directory: 'memory', extensions: [extension] }).catch(
      (error: unknown) => error,
    )
    expect(error).toMatchObject({
      code: 'DATABASE_INVALID',
      message: expect.stringContaining(`"${extension}"`),
    })
  })

  it('refuses a time that is none', async () => {
    // @ts-expect-error: it is no duration
    await expect(openEmbedded({ directory: 'memory', acquireTimeout: 'soon' })).rejects.toThrow(
      'DURATION_INVALID',
    )
  })
})
