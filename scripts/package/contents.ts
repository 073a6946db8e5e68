import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../list-files.ts'
import { readManifest } from '../manifests.ts'

/**
 * Whether a packed package holds what it must, and nothing else: its compiled modules with their types, its
 * manifest, its licences, its README, and with the framework, which is bundled, chunks instead of modules that are no
 * entries, and the pages for its users.
 *
 *     judgeContents('.', 'packages/vivace', ['package.json', 'dist/index.js', …])
 */
export function judgeContents(root: string, folder: string, packed: readonly string[]): string[] {
  const modules = listFiles(join(root, folder), 'src', /(?<!\.test)\.ts$/).map((path) =>
    path.replace(/^src/, 'dist').slice(0, -3),
  )
  const isBundled = folder === 'packages/vivace'
  const expected = new Set([
    'package.json',
    'LICENSE',
    'README.md',
    ...listFiles(join(root, folder), 'licenses', /./),
    ...packedAsTheyAre.flatMap(([name, files]) => listFiles(join(root, folder), name, files)),
    ...(isBundled ? listFiles(root, 'docs', userPages) : []),
    ...modules.map((path) => `${path}.d.ts`),
    ...(isBundled ? bundledEntries(join(root, folder)) : modules.map((path) => `${path}.js`)),
  ])
  const isExpected = (path: string): boolean => expected.has(path) || (isBundled && chunk.test(path))
  return [
    ...(modules.length === 0 ? [`${folder}: has no modules`] : []),
    ...packed
      .filter((path) => !isExpected(path))
      .map((path) => `${folder}: packs ${path}, which is not expected (${remedy(path)})`),
    ...[...expected]
      .filter((path) => !packed.includes(path))
      .map((path) => `${folder}: does not pack ${path}`),
    ...(sameText(join(root, 'LICENSE'), join(root, folder, 'LICENSE'))
      ? []
      : [`${folder}: LICENSE differs from the root's`]),
  ]
}

/** What is not compiled: the template of embedded databases, and the module that their thread runs. */
const packedAsTheyAre: readonly (readonly [string, RegExp])[] = [
  ['template', /\.tar\.br$/],
  ['thread', /\.js$/],
]

/** What a bundle of the package has a file for: its exports, and the command. */
function bundledEntries(folder: string): string[] {
  const { exports = {}, bin = {} } = readManifest(join(folder, 'package.json'))
  const exported = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [entry.default],
  )
  return [...exported, ...Object.values(bin)].map((path) => path.replace(/^\.\//, ''))
}

/** What entries share. `scripts/bundle-package.js` takes away what it has not written itself. */
const chunk = /^dist\/chunks\/[\w-]+-[A-Z\d]{8}\.js$/

/** What `scripts/copy-docs.ts` copies. */
const userPages = /^docs\/(errors\.md$|tutorial\/|guides\/)/

const remedy = (path: string): string =>
  /^dist\/.*(\.js|\.d\.ts)$/.test(path)
    ? 'if its source is gone, remove dist and build again'
    : 'see "files" in package.json'

const sameText = (first: string, second: string): boolean =>
  existsSync(first) && existsSync(second) && readFileSync(first, 'utf8') === readFileSync(second, 'utf8')
