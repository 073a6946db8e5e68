import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readTar } from './tar.ts'
import { postgresVersion, readTemplate, templateName } from './template.ts'

describe('readTar()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vivace-tar-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('reads the files and the folders of an archive', () => {
    mkdirSync(join(folder, 'in/empty'), { recursive: true })
    writeFileSync(join(folder, 'in/none'), '')
    writeFileSync(join(folder, 'in/long'), 'x'.repeat(1025))
    execFileSync('tar', ['--format=ustar', '-cf', join(folder, 'a.tar'), '-C', folder, 'in'])
    const entries = [...readTar(readFileSync(join(folder, 'a.tar')))].map(({ path, isFolder, content }) => [
      path,
      isFolder,
      content.length,
    ])
    expect(entries.sort()).toEqual([
      ['in', true, 0],
      ['in/empty', true, 0],
      ['in/long', false, 1025],
      ['in/none', false, 0],
    ])
  })
})

describe('the template', () => {
  it('is of the version of PGlite that is installed', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(templateName).toBe(`pglite-${manifest.dependencies['@electric-sql/pglite']}.tar.br`)
  })

  it('is a whole database, written by the PostgreSQL that reads it', async () => {
    const files = new Map([...readTar(await readTemplate())].map(({ path, content }) => [path, content]))
    expect(Buffer.from(files.get('PG_VERSION') ?? []).toString()).toBe(`${postgresVersion}\n`)
    expect(files.get('global/pg_control')?.length).toBe(8192)
    expect([...files.keys()].filter((path) => /^base\/\d+$/.test(path))).toHaveLength(3)
    expect(files.has('postmaster.pid')).toBe(false)
  })
})
