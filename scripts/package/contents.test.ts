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

  it('finds a licence that differs', () => {
    expect(judgeContents(tree({ 'packages/a/LICENSE': 'mine' }), 'packages/a', packed)).toHaveLength(1)
  })

  it('fails when there are no modules', () => {
    expect(judgeContents(temporaryTree({ LICENSE: '', 'b/LICENSE': '' }), 'b', packed)[0]).toBe(
      'b: has no modules',
    )
  })
})
