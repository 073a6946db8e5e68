import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { templateModule } from '../../../scripts/write-template.ts'
import { createProject } from './create-project.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'create-vivace-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the template', () => {
  it('is the example that the repository tests', () => {
    expect(readFileSync(at('./generated/template.ts'), 'utf8')).toBe(templateModule())
  })

  it('asks for the versions that the repository has', () => {
    const wanted = JSON.parse(readFileSync(at('../../../examples/todo-api/package.json'), 'utf8'))
    const root = JSON.parse(readFileSync(at('../../../package.json'), 'utf8'))
    const ours = ['@vivace/auth', '@vivace/data', '@vivace/telemetry', 'vivace']
    const others = ['drizzle-orm', 'tsx', 'zod']
    expect(wanted.dependencies).toEqual({
      ...Object.fromEntries(ours.map((name) => [name, `^${root.version}`])),
      ...Object.fromEntries(others.map((name) => [name, `^${root.devDependencies[name]}`])),
    })
    for (const name of ['drizzle-kit', 'vitest'])
      expect(wanted.devDependencies[name]).toBe(`^${root.devDependencies[name]}`)
  })
})

describe('createProject()', () => {
  it('writes a project of that name, with files that npm would not pack', () => {
    const { name, files } = createProject(join(folder, 'my-api'))
    expect(name).toBe('my-api')
    expect(files).toEqual(
      expect.arrayContaining([
        '.env.example',
        '.gitignore',
        'Dockerfile',
        'src/app.ts',
        'migrations/0001_begin.sql',
        'src/todos/todos.ts',
      ]),
    )
    const read = (file: string): string => readFileSync(join(folder, 'my-api', file), 'utf8')
    expect(JSON.parse(read('package.json'))).toMatchObject({ name: 'my-api', scripts: { dev: 'vivace dev' } })
    expect(read('README.md')).toMatch(/^# my-api\n/)
  })

  it('takes an empty folder, with a repository or without', () => {
    mkdirSync(join(folder, 'my-api/.git'), { recursive: true })
    createProject(join(folder, 'my-api'))
    expect(existsSync(join(folder, 'my-api/package.json'))).toBe(true)
  })

  it('leaves a folder alone that has files', () => {
    mkdirSync(join(folder, 'mine'))
    writeFileSync(join(folder, 'mine/own.txt'), '')
    expect(() => createProject(join(folder, 'mine'))).toThrow('is not empty')
  })

  it.each(['My API', '.api', 'node_modules', 'a'.repeat(215)])('refuses the name %s', (name) => {
    expect(() => createProject(join(folder, name))).toThrow('no name of a package')
  })
})

describe('create-vivace', () => {
  const run = (...args: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', at('../../../node_modules/tsx/dist/loader.mjs'), at('./bin.ts'), ...args],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )

  it('makes a project and says what to do next', () => {
    const { status, stdout } = run('my-api')
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('  cd my-api\n  npm install\n  npm run dev'),
    ])
    expect(run('my-api')).toMatchObject({ status: 1, stderr: expect.stringContaining('is not empty') })
  })

  it('ends with 2 without a name when there is nobody to ask', () => {
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('npm create vivace <folder>') })
  })
})
