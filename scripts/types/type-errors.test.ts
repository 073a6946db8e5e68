import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runScript } from '../run-script.ts'
import { temporaryTree } from '../temporary-tree.ts'
import { judgeTypeErrors } from './type-errors.ts'

const project = JSON.stringify({
  compilerOptions: { strict: true, types: [], lib: ['es2022'], skipLibCheck: true },
  include: ['*.ts'],
})
const fixture = `export const a: number = 'one'\n`
const text = `fixture.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.\n`

describe('the check of type errors', () => {
  it('passes when both compilers say what is expected', async () => {
    const root = temporaryTree({ 'tsconfig.json': project, 'fixture.ts': fixture, 'fixture.txt': text })
    const { code, all } = await runScript('check-type-errors', [root])
    expect(all).toMatch(/^ {2}ok: 1 mistakes, TypeScript 6\.\S+ and TypeScript 7\.\S+\n$/)
    expect(code).toBe(0)
  })

  it.each([
    {
      name: 'a text that differs',
      files: { 'fixture.txt': 'fixture.ts(1,14): error TS1: No.\n' },
      says: 'expected',
    },
    { name: 'a text that is missing', files: {}, says: 'but the compilers say' },
    {
      name: 'a mistake that compiles',
      files: { 'fixture.ts': 'export {}' },
      says: 'compiles, but it must not',
    },
    {
      name: 'a text without a fixture',
      files: { 'fixture.txt': text, 'gone.txt': 'x' },
      says: 'gone.txt: there is no fixture of this name',
    },
    {
      name: 'an error outside the fixtures',
      files: {
        'fixture.txt': text,
        'tsconfig.json': project.replace('"*.ts"', '"*.ts","*/*.ts"'),
        'b/b.ts': fixture,
      },
      says: 'b.ts(1,14): error TS2322',
    },
  ])('finds $name', async ({ files, says }) => {
    const root = temporaryTree({ 'tsconfig.json': project, 'fixture.ts': fixture, ...files })
    const { findings } = await judgeTypeErrors(root, { update: false })
    expect(findings[0]).toContain(says)
  })

  it('fails when there are no fixtures', async () => {
    const { code } = await runScript('check-type-errors', [temporaryTree({ 'tsconfig.json': project })])
    expect(code).toBe(1)
  })

  it('gives each compiler its part where they use other words', async () => {
    const member = `interface A { readonly '~a': { readonly b: 1 } }\ninterface B { readonly '~a': { readonly b: 2 } }
      export const a = (b: B): A => b\n`
    const root = temporaryTree({ 'tsconfig.json': project, 'fixture.ts': member })
    await judgeTypeErrors(root, { update: true })
    expect(readFileSync(`${root}/fixture.txt`, 'utf8')).toMatch(
      /^TypeScript 6:\nfixture.*''~a'\.b'.*\n\nTypeScript 7:\nfixture.*'\['~a'\]\.b'/s,
    )
    expect((await judgeTypeErrors(root, { update: false })).findings).toEqual([])
  })

  it('writes the texts with --update', async () => {
    const root = temporaryTree({ 'tsconfig.json': project, 'fixture.ts': fixture })
    expect(await runScript('check-type-errors', [root, '--update'])).toMatchObject({ code: 0 })
    expect(readFileSync(`${root}/fixture.txt`, 'utf8')).toBe(text)
  })
})
