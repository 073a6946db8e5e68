import { describe, expect, it } from 'vitest'
import { judgeLockfile, judgeRuntimeTree, runtimeTree, type Lockfile } from './lockfile.ts'
import { judgeVersions } from './versions.ts'

const integrity = 'sha512-abc'
const lock: Lockfile = {
  '': {},
  'packages/a': { version: '1.0.0', dependencies: { b: '1', c: '1' } },
  'node_modules/a': { link: true, resolved: 'packages/a' },
  'node_modules/b': { integrity, dependencies: { c: '2' } },
  'node_modules/b/node_modules/c': { integrity, dependencies: { b: '1' } },
  'node_modules/c': { integrity, resolved: 'https://registry.npmjs.org/c/-/c-1.tgz' },
  'node_modules/dev': { integrity, hasInstallScript: true },
  'node_modules/dev/node_modules/bundled': { inBundle: true },
}
const a = {
  folder: 'packages/a',
  manifest: { name: 'a', version: '1.0.0', dependencies: { b: '1', c: '1' } },
}

describe('judgeLockfile()', () => {
  it('passes packages of the one registry with sha512 hashes', () => {
    expect(judgeLockfile(lock)).toEqual([])
  })

  it.each([
    { entry: { integrity, resolved: 'git+ssh://git@github.com/x/y.git#abc' }, says: 'comes from git+ssh' },
    { entry: { integrity, resolved: 'https://example.com/x.tgz' }, says: 'comes from https://example.com' },
    { entry: { integrity: 'sha1-abc' }, says: 'has no sha512 hash' },
    { entry: {}, says: 'has no sha512 hash' },
  ])('finds a package that $says', ({ entry, says }) => {
    expect(judgeLockfile({ ...lock, 'node_modules/x': entry })).toEqual([expect.stringContaining(says)])
  })

  it('fails when there is nothing to check', () => {
    expect(judgeLockfile({ '': {} })).toHaveLength(1)
  })
})

describe('judgeRuntimeTree()', () => {
  it('follows the dependencies as Node.js finds them, and leaves development out', () => {
    expect(runtimeTree(lock, 'packages/a')).toEqual([
      'node_modules/b',
      'node_modules/c',
      'node_modules/b/node_modules/c',
    ])
    expect(judgeRuntimeTree(lock, a, { direct: 2, all: 3 })).toEqual([])
  })

  it('finds too many dependencies, direct and in all', () => {
    expect(judgeRuntimeTree(lock, a, { direct: 1, all: 2 })).toEqual([
      'packages/a: 2 dependencies, at most 1',
      'packages/a: 3 packages in the tree, at most 2',
    ])
  })

  it('finds an install script', () => {
    const scripted = { ...lock, 'node_modules/b/node_modules/c': { integrity, hasInstallScript: true } }
    expect(judgeRuntimeTree(scripted, a, { direct: 2, all: 3 })).toEqual([
      'packages/a: node_modules/b/node_modules/c has an install script',
    ])
  })

  it('finds a dependency that the lockfile lacks', () => {
    const more = { ...a, manifest: { ...a.manifest, dependencies: { gone: '1' } } }
    expect(judgeRuntimeTree(lock, more, { direct: 2, all: 3 })).toEqual([
      'packages/a: gone is not in the lockfile',
    ])
  })
})

describe('judgeVersions()', () => {
  const root = { name: 'root', version: '1.0.0' }

  it('passes when all versions are equal', () => {
    const second = {
      folder: 'packages/second',
      manifest: { name: 'second', version: '1.0.0', dependencies: { a: '1.0.0', zod: '4.6.7' } },
    }
    expect(judgeVersions(root, [a, second])).toEqual([])
  })

  it('finds a version and a wish that differ', () => {
    const second = {
      folder: 'packages/second',
      manifest: { name: 'second', version: '1.0.1', dependencies: { a: '^1.0.0' } },
    }
    expect(judgeVersions(root, [a, second])).toEqual([
      'packages/second: version 1.0.1, but the root has 1.0.0',
      'packages/second: wants a ^1.0.0, but its version is 1.0.0',
    ])
  })

  it('fails when there are no packages', () => {
    expect(judgeVersions(root, [])).toHaveLength(1)
  })
})
