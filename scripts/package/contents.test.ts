import { describe, expect, it } from 'vitest'
import { temporaryTree } from '../temporary-tree.ts'
import { judgeContents } from './contents.ts'

const tree = (files: Record<string, string> = {}): string =>
  temporaryTree({
    LICENSE: 'MIT',
    'packages/a/LICENSE': 'MIT',
    'packages/a/licenses/b.txt': '',
    'packages/a/src/index.ts': '',
    'packages/a/src/index.test.ts': '',
    ...files,
  })
const packed = ['package.json', 'LICENSE', 'README.md', 'licenses/b.txt', 'dist/index.js', 'dist/index.d.ts']

describe('judgeContents()', () => {
  it('passes a package with its modules, its licences and its README', () => {
    expect(judgeContents(tree(), 'packages/a', packed)).toEqual([])
  })

  it('wants what is not compiled as it is', () => {
    const root = tree({ 'packages/a/thread/worker.js': '', 'packages/a/thread/tsconfig.json': '{}' })
    expect(judgeContents(root, 'packages/a', [...packed, 'thread/worker.js'])).toEqual([])
    expect(judgeContents(root, 'packages/a', packed)).toEqual(['packages/a: does not pack thread/worker.js'])
  })

  it.each(['dist/index.test.js', 'dist/.tsbuildinfo', 'src/index.ts', '.env'])(
    'finds %s, which is too much',
    (path) => {
      expect(judgeContents(tree(), 'packages/a', [...packed, path])).toEqual([
        expect.stringContaining(`packs ${path}`),
      ])
    },
  )

  it.each(packed)('finds that %s is missing', (path) => {
    const findings = judgeContents(
      tree(),
      'packages/a',
      packed.filter((other) => other !== path),
    )
    expect(findings).toEqual([`packages/a: does not pack ${path}`])
  })

  describe('of the framework, which is bundled', () => {
    const manifest = {
      exports: { './node': { default: './dist/node/index.js' }, './package.json': './package.json' },
      bin: { a: './dist/bin.js' },
    }
    const bundled = (): string =>
      temporaryTree({
        LICENSE: 'MIT',
        'packages/vivace/LICENSE': 'MIT',
        'packages/vivace/package.json': JSON.stringify(manifest),
        'packages/vivace/src/bin.ts': '',
        'packages/vivace/src/node/index.ts': '',
        'packages/vivace/src/node/serve.ts': '',
      })
    const files = [
      'package.json',
      'LICENSE',
      'README.md',
      'dist/bin.js',
      'dist/bin.d.ts',
      'dist/node/index.js',
      'dist/node/index.d.ts',
      'dist/node/serve.d.ts',
    ]

    it('passes its entries, the declarations of all modules, and chunks', () => {
      expect(
        judgeContents(bundled(), 'packages/vivace', [...files, 'dist/chunks/chunk-AB3CDEFG.js']),
      ).toEqual([])
    })

    it.each(['dist/bin.js', 'dist/node/index.js', 'dist/node/serve.d.ts'])(
      'finds that %s is missing',
      (path) => {
        const others = files.filter((other) => other !== path)
        expect(judgeContents(bundled(), 'packages/vivace', others)).toEqual([
          `packages/vivace: does not pack ${path}`,
        ])
      },
    )

    it('finds a module that is no entry', () => {
      expect(judgeContents(bundled(), 'packages/vivace', [...files, 'dist/node/serve.js'])).toEqual([
        expect.stringContaining('packs dist/node/serve.js'),
      ])
    })
  })

  it('finds a licence that differs', () => {
    expect(judgeContents(tree({ 'packages/a/LICENSE': 'mine' }), 'packages/a', packed)).toHaveLength(1)
  })

  it('fails when there are no modules', () => {
    expect(judgeContents(temporaryTree({ LICENSE: '', 'b/LICENSE': '' }), 'b', packed)[0]).toBe(
      'b: has no modules',
    )
  })
})
