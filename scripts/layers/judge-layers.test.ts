import { describe, expect, it } from 'vitest'
import { runScript } from '../run-script.ts'
import { temporaryTree } from '../temporary-tree.ts'
import { findCycles } from './find-cycles.ts'
import { judgeLayers } from './judge-layers.ts'
import { specifiersOf } from './module-graph.ts'

const frameworkManifest = {
  name: 'vivace',
  version: '0.1.0',
  exports: { '.': { default: './dist/index.js' }, './node': { default: './dist/node/index.js' } },
  dependencies: { cookie: '1.1.1' },
}
const framework = JSON.stringify(frameworkManifest)
const practice = JSON.stringify({
  name: '@vivace/system-practice',
  version: '0.1.0',
  dependencies: { vivace: '0.1.0' },
})

const battery = JSON.stringify({
  name: '@vivace/cache',
  version: '0.1.0',
  exports: { '.': { default: './dist/index.js' } },
  peerDependencies: { vivace: '0.1.0' },
})

/** A tree that keeps every rule, with the files that a test adds to it. */
const tree = (files: Record<string, string> = {}): string =>
  temporaryTree({
    'packages/vivace/package.json': framework,
    'packages/vivace/src/errors/index.ts': 'export const wrong = 1',
    'packages/vivace/src/http/index.ts': `import '../errors/index.ts'`,
    'packages/vivace/src/node/index.ts': `import 'node:http'; import '../http/index.ts'`,
    'packages/vivace/src/index.ts': `export * from './errors/index.ts'; import 'cookie'`,
    'packages/cache/package.json': battery,
    'packages/cache/src/index.ts': `import 'vivace'; import 'vivace/node'; import 'node:net'`,
    'systems/practice/package.json': practice,
    'systems/practice/app.ts': `import 'vivace'; import { serve } from 'vivace/node'; import 'node:fs'`,
    ...files,
  })

describe('the layer check', () => {
  it('passes a tree that keeps the rules, and says how much it saw', async () => {
    const { code, all } = await runScript('check-layers', [tree()])
    expect({ code, all }).toEqual({ code: 0, all: '  ok: 6 modules, 7 imports of each other\n' })
  })

  it('fails when it sees no modules', async () => {
    const { code, all } = await runScript('check-layers', [temporaryTree({ 'README.md': '' })])
    expect(all).toContain('there is nothing to check: 0 modules')
    expect(code).toBe(1)
  })

  it.each([
    {
      name: 'an import that points right',
      files: { 'packages/vivace/src/errors/late.ts': `import type { X } from '../http/index.ts'` },
      says: 'errors/late.ts imports "../http/index.ts": "errors" may not import "http", which is to the right of it',
    },
    {
      name: 'an import between folders of one rank',
      files: { 'packages/vivace/src/schema/a.ts': `export * from '../http/index.ts'` },
      says: '"schema" may not import "http", which is beside it',
    },
    {
      name: 'a folder that has no rank',
      files: { 'packages/vivace/src/magic/a.ts': `import '../http/index.ts'` },
      says: 'the folder "magic" has no rank',
    },
    {
      name: 'a cycle of types',
      files: {
        'packages/vivace/src/http/a.ts': `import type { B } from './b.ts'`,
        'packages/vivace/src/http/b.ts': `export type B = import('./c.ts').C`,
        'packages/vivace/src/http/c.ts': `export type { A } from './a.ts'`,
      },
      says: 'cycle: packages/vivace/src/http/a.ts -> packages/vivace/src/http/b.ts -> packages/vivace/src/http/c.ts -> packages/vivace/src/http/a.ts',
    },
    {
      name: 'a cycle through public names',
      files: {
        'packages/vivace/src/late.ts': `import 'vivace'`,
        'packages/vivace/src/index.ts': `import './late.ts'`,
      },
      says: 'cycle: packages/vivace/src/index.ts -> packages/vivace/src/late.ts -> packages/vivace/src/index.ts',
    },
    {
      name: 'Node.js in the core',
      files: { 'packages/vivace/src/http/a.ts': `const { readFile } = await import('fs')` },
      says: 'http/a.ts imports "fs": the core runs on every runtime',
    },
    {
      name: 'a private door into another package',
      files: { 'systems/practice/b.ts': `import '../../packages/vivace/src/http/index.ts'` },
      says: '"vivace" is another package: import it by its public name',
    },
    {
      name: 'a name that a package does not export',
      files: { 'examples/app.ts': `import 'vivace/http'` },
      says: 'examples/app.ts imports "vivace/http": "vivace" has no public name "vivace/http"',
    },
    {
      name: 'a private door from a battery into the framework',
      files: { 'packages/cache/src/a.ts': `import type { X } from '../../vivace/src/http/index.ts'` },
      says: 'cache/src/a.ts imports "../../vivace/src/http/index.ts": "vivace" is another package',
    },
    {
      name: 'a private name in a test of a battery',
      files: { 'packages/cache/src/a.test.ts': `import 'vivace/src/http/index.ts'` },
      says: '"vivace" has no public name "vivace/src/http/index.ts"',
    },
    {
      name: 'a battery that imports another one without saying so',
      files: {
        'packages/limits/package.json': JSON.stringify({ name: '@vivace/limits', version: '0.1.0' }),
        'packages/limits/src/index.ts': `import '@vivace/cache'`,
      },
      says: '"@vivace/limits" does not declare it as a dependency',
    },
    {
      name: 'an undeclared dependency',
      files: { 'packages/vivace/src/http/a.ts': `import 'zod'` },
      says: '"vivace" does not declare it as a dependency',
    },
    {
      name: 'a module that is not there',
      files: { 'packages/vivace/src/http/a.ts': `import './b.ts'` },
      says: 'imports "./b.ts": there is no such module',
    },
  ])('finds $name', ({ files, says }) => {
    expect(judgeLayers(tree(files)).findings).toEqual([expect.stringContaining(says)])
  })

  it('finds a framework that knows a battery, though it declares it', () => {
    const files = {
      'packages/vivace/package.json': JSON.stringify({
        ...frameworkManifest,
        dependencies: { cookie: '1.1.1', '@vivace/cache': '0.1.0' },
      }),
      'packages/vivace/src/late.ts': `import '@vivace/cache'`,
    }
    expect(judgeLayers(tree(files)).findings).toEqual([
      'packages/vivace/src/late.ts imports "@vivace/cache": the framework knows no battery, and "@vivace/cache" is one',
    ])
  })

  it('lets tests look to the right', () => {
    const files = {
      'packages/vivace/src/errors/a.test.ts': `import '../node/index.ts'; import 'node:fs'; import 'vitest'`,
    }
    expect(judgeLayers(tree(files)).findings).toEqual([])
  })
})

describe('a module outside of the folders that are judged', () => {
  it('is there when its file is', () => {
    const files = { 'scripts/a.ts': '', 'examples/a/app.test.ts': `import '../../scripts/a.ts'` }
    expect(judgeLayers(tree(files)).findings).toEqual([])
  })
})

describe('specifiersOf()', () => {
  it('reads every way to import', () => {
    const text = `
      import a, { type B } from './a.ts'
      import type { C } from './c.ts'
      export * as d from './d.ts'
      export type { E } from './e.ts'
      type F = typeof import('./f.ts')
      const g = await import(\`./g.ts\`)
      import h = require('./h.ts')
      declare module './i.ts' {}
    `
    expect(specifiersOf(text)).toEqual('acdefghi'.split('').map((letter) => `./${letter}.ts`))
  })

  it('reads no import in comments, strings and patterns', () => {
    expect(specifiersOf(`// import './a.ts'\nconst b = "import './b.ts'", c = /import '.\\/c.ts'/`)).toEqual(
      [],
    )
  })
})

describe('findCycles()', () => {
  it('finds each cycle once, also a module that imports itself', () => {
    const graph = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', ['b']],
      ['d', ['d', 'c']],
      ['e', ['a']],
    ])
    expect(findCycles(graph)).toEqual([
      ['b', 'c', 'b'],
      ['d', 'd'],
    ])
  })
})
