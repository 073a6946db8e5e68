import { rmSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCommand } from '../run-command.ts'
import { temporaryTree } from '../temporary-tree.ts'
import {
  entriesOf,
  installAlone,
  judgeDeclarations,
  judgeImports,
  type LoneProject,
} from './install-alone.ts'
import { compareNames, exportedNames } from './public-names.ts'

const manifest = {
  name: 'lone',
  version: '1.0.0',
  type: 'module',
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './node': { types: './node.d.ts', default: './node.js' },
    './package.json': './package.json',
  },
}

/** Packs a package of these files and installs it alone. */
async function install(files: Record<string, string> = {}): Promise<LoneProject> {
  const folder = temporaryTree({
    'package.json': JSON.stringify(manifest),
    'index.js': 'export const one = 1',
    'index.d.ts': 'export declare const one: number; export type One = typeof one',
    'node.js': `export { createServer } from 'node:http'`,
    'node.d.ts': `export { createServer, type Server } from 'node:http'`,
    ...files,
  })
  await runCommand('npm', ['pack'], { cwd: folder })
  const project = await installAlone(`${folder}/lone-1.0.0.tgz`)
  onTestFinished(() => rmSync(project.folder, { recursive: true }))
  return project
}

describe('a package that is installed alone', () => {
  it('loads and compiles when it needs only what it declares', async () => {
    const project = await install()
    const entries = entriesOf(manifest)
    expect(project.findings).toEqual([])
    expect(entries).toEqual(['lone', 'lone/node'])
    expect(await judgeImports(project, entries)).toEqual([])
    expect(await judgeDeclarations(project, entries)).toEqual([])
  })

  it('does not load when it imports what it does not declare', async () => {
    const project = await install({ 'index.js': `import 'zod'; export const one = 1` })
    expect(await judgeImports(project, ['lone'])).toEqual([
      expect.stringContaining(`Cannot find package 'zod'`),
    ])
  })

  it('does not load when an entry has no value', async () => {
    const project = await install({ 'index.js': 'export {}' })
    expect(await judgeImports(project, ['lone'])).toEqual(['lone exports no value'])
  })

  it('does not load when a class has another name than it is exported by', async () => {
    const project = await install({ 'index.js': 'class Gone2 {}; export { Gone2 as Gone }' })
    expect(await judgeImports(project, ['lone'])).toEqual([
      expect.stringContaining('class Gone is called Gone2'),
    ])
  })

  it('does not compile when its declarations need the types of Node.js outside of `node`', async () => {
    const project = await install({ 'index.d.ts': `export { Server } from 'node:http'` })
    expect(await judgeDeclarations(project, ['lone'])).toEqual([
      expect.stringMatching(/with TypeScript 6\..*node:http/s),
      expect.stringMatching(/with TypeScript 7\..*node:http/s),
    ])
  })

  it('is not there when it does not install', async () => {
    const project = await installAlone('/nowhere/lone-1.0.0.tgz')
    onTestFinished(() => rmSync(project.folder, { recursive: true }))
    expect(project.findings).toEqual([expect.stringContaining('does not install alone')])
  })
})

describe('the public names', () => {
  it('are read from the declarations, types marked', () => {
    const root = temporaryTree({
      'index.d.ts': `export * from './b.ts'; export declare function zero(): void; export interface Three {}`,
      'b.d.ts': 'export declare class One {} type Two = 2; export { type Two, type One as Uno }',
    })
    expect(exportedNames(`${root}/index.d.ts`)).toEqual(['One', 'type Three', 'type Two', 'Uno', 'zero'])
  })

  it('are compared with the snapshot in both directions', () => {
    expect(compareNames({ lone: ['one'] }, { lone: ['one'] })).toEqual([])
    expect(compareNames({ lone: ['one', 'two'] }, { lone: ['one', 'type Two'], 'lone/b': [] })).toEqual([
      'lone exports "type Two", which is new',
      'lone no longer exports "two"',
      'lone/b exports nothing',
    ])
  })
})
