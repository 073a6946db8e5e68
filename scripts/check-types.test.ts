import { describe, expect, it } from 'vitest'
import { runScript } from './run-script.ts'
import { temporaryTree } from './temporary-tree.ts'

const project = JSON.stringify({
  compilerOptions: { strict: true, types: [], lib: ['es2022'], skipLibCheck: true },
  include: ['src'],
})

describe('the type check', () => {
  it('compiles with both compilers and counts the files', async () => {
    const root = temporaryTree({ 'tsconfig.json': project, 'src/a.ts': 'export const a: number = 1' })
    const { code, all } = await runScript('check-types', [`${root}/tsconfig.json`])
    expect(all).toMatch(/ok: TypeScript 6\..*: 1 files\n +TypeScript 7\..*: 1 files\n$/)
    expect(code).toBe(0)
  })

  it('fails with an error that both compilers find', async () => {
    const root = temporaryTree({ 'tsconfig.json': project, 'src/a.ts': `export const a: number = 'one'` })
    const { code, all } = await runScript('check-types', [`${root}/tsconfig.json`])
    expect(all).toMatch(/a\.ts\(1,14\): error TS2322: .*assignable to type 'number'\.\n +1 found in/)
    expect(code).toBe(1)
  })

  it('names the compiler of an error that only one finds', async () => {
    // TypeScript 7 has no `baseUrl`; TypeScript 6 calls it deprecated in other words.
    const options = project.replace('"types"', '"baseUrl":".","types"')
    const root = temporaryTree({ 'tsconfig.json': options, 'src/a.ts': 'export const a = 1' })
    const { code, all } = await runScript('check-types', [`${root}/tsconfig.json`])
    expect(all).toMatch(/TypeScript 6\.\S+ only: .*'baseUrl'.*TypeScript 7\.\S+ only: .*'baseUrl'/s)
    expect(code).toBe(1)
  })

  it('fails when a project has no files', async () => {
    const root = temporaryTree({ 'tsconfig.json': project, 'src/readme.md': '' })
    expect(await runScript('check-types', [`${root}/tsconfig.json`])).toMatchObject({
      code: 1,
      all: expect.stringContaining('there is no file of ours'),
    })
  })

  it('fails when no project is named', async () => {
    expect(await runScript('check-types', [])).toMatchObject({ code: 1 })
  })
})
