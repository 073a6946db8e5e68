import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { listFiles } from './list-files.ts'

/** The parts of a `package.json` that the checks read. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly scripts?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, string | { readonly default: string }>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** A package or a system of the workspace. */
export interface Workspace {
  /** From the root: `packages/vivace`. */
  readonly folder: string
  readonly manifest: Manifest
}

/** Every package and system. */
export function readWorkspaces(root: string): Workspace[] {
  const paths = ['packages', 'systems'].flatMap((folder) =>
    listFiles(root, folder, /^[a-z]+\/[^/]+\/package\.json$/),
  )
  return paths.map((path) => ({ folder: dirname(path), manifest: readManifest(join(root, path)) }))
}

/** One `package.json`. */
export function readManifest(path: string): Manifest {
  // npm refuses a workspace whose manifest has no name or no version; the rest is optional.
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest
}

/** The public entries of our packages: the name to import, and the source file behind it. */
export type PublicEntries = ReadonlyMap<string, string>

/**
 * The public entries of every package and system, from `exports`: `dist/x.js` is built from `src/x.ts` in
 * packages and from `x.ts` in systems.
 *
 *     readEntries(root).get('vivace/node')   // 'packages/vivace/src/node/index.ts'
 */
export function readEntries(root: string): PublicEntries {
  const entries = new Map<string, string>()
  for (const { folder, manifest } of readWorkspaces(root)) {
    for (const [key, value] of Object.entries(manifest.exports ?? {})) {
      const file = typeof value === 'string' ? value : value.default
      if (file.endsWith('.js')) entries.set(join(manifest.name, key), sourceOf(folder, file))
    }
  }
  return entries
}

/** The public entries of the packages that users install: those of `readEntries` that are published. */
export function packageEntries(root: string): PublicEntries {
  const published = readWorkspaces(root).filter(
    ({ folder, manifest }) => folder.startsWith('packages/') && manifest.private !== true,
  )
  const isPublished = ([, file]: [string, string]): boolean =>
    published.some(({ folder }) => file.startsWith(`${folder}/`))
  return new Map([...readEntries(root)].filter(isPublished))
}

function sourceOf(folder: string, file: string): string {
  const source = folder.startsWith('packages/') ? './src/' : './'
  return join(folder, file.replace('./dist/', source).replace(/\.js$/, '.ts'))
}
