import type { Workspace } from '../manifests.ts'

/** What `package-lock.json` says of one installed package (npm's lockfileVersion 3). */
export interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  /** A workspace, linked to where it lies. */
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
}

/** The packages of a lockfile by their place: `node_modules/a/node_modules/b`. */
export type Lockfile = Readonly<Record<string, LockedPackage>>

const registry = 'https://registry.npmjs.org/'

/**
 * Whether everything that `npm ci` installs comes from the one registry and is pinned by a hash that is
 * still good: a git or tarball address has no such hash, and what it serves can change.
 */
export function judgeLockfile(lock: Lockfile): string[] {
  const installed = Object.entries(lock).filter(
    ([place, entry]) => place.includes('node_modules/') && entry.link !== true,
  )
  return [
    ...(installed.length === 0 ? ['package-lock.json: there is nothing to check'] : []),
    ...installed.flatMap(([place, { resolved, integrity, inBundle }]) => [
      ...(resolved === undefined || resolved.startsWith(registry)
        ? []
        : [`${place}: comes from ${resolved}, not from ${registry}`]),
      ...(integrity?.startsWith('sha512-') === true || inBundle === true
        ? []
        : [`${place}: has no sha512 hash`]),
    ]),
  ]
}

/** How much a package may bring into an application. */
export interface TreeLimits {
  readonly direct: number
  readonly all: number
}

/** Whether the run-time dependencies of a published package are few, and run nothing when they are installed. */
export function judgeRuntimeTree(
  lock: Lockfile,
  { folder, manifest }: Workspace,
  limits: TreeLimits,
): string[] {
  const direct = Object.keys(manifest.dependencies ?? {})
  const tree = runtimeTree(lock, folder)
  return [
    ...(direct.length > limits.direct
      ? [`${folder}: ${direct.length} dependencies, at most ${limits.direct}`]
      : []),
    ...(tree.length > limits.all
      ? [`${folder}: ${tree.length} packages in the tree, at most ${limits.all}`]
      : []),
    ...tree
      .filter((place) => lock[place]?.hasInstallScript === true)
      .map((place) => `${folder}: ${place} has an install script`),
    ...direct
      .filter((name) => resolve(lock, folder, name) === undefined)
      .map((name) => `${folder}: ${name} is not in the lockfile`),
  ]
}

/** The places of all packages that a package needs at run time, as Node.js finds them. */
export function runtimeTree(lock: Lockfile, folder: string): string[] {
  const found = new Set<string>([folder])
  for (const place of found) {
    for (const name of Object.keys(lock[place]?.dependencies ?? {})) {
      const next = resolve(lock, place, name)
      if (next !== undefined) found.add(next)
    }
  }
  found.delete(folder)
  return [...found]
}

function resolve(lock: Lockfile, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (!at.endsWith('node_modules') && lock[place] !== undefined) return place
    if (at === '') return undefined
  }
}
