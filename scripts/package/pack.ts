import { join } from 'node:path'
import type { Workspace } from '../manifests.ts'
import { runCommand } from '../run-command.ts'

/** A package as its users will get it. */
export interface Packed extends Workspace {
  readonly tarball: string
  /** What is in it: `dist/index.js`. */
  readonly files: readonly string[]
}

/** Packs a package into a folder; what npm says if it does not pack. */
export async function pack({ folder, manifest }: Workspace, into: string): Promise<Packed | string> {
  const ran = await runCommand('npm', ['pack', '--json', '--pack-destination', into], { cwd: folder })
  if (ran.code !== 0) return `${folder} does not pack:\n${ran.all}`
  // npm writes one entry for the one package that it packs.
  const [packed] = JSON.parse(ran.out) as {
    readonly filename: string
    readonly files: readonly { readonly path: string }[]
  }[]
  const files = packed?.files.map(({ path }) => path) ?? []
  return { folder, manifest, tarball: join(into, packed?.filename ?? ''), files }
}

/**
 * The packages of ours that a package declares, and those that they declare: a battery is installed with the
 * framework.
 *
 *     oursIn(telemetry, packed)    // [{ manifest: { name: 'vivace', … }, … }]
 */
export function oursIn(of: Workspace, packed: readonly Packed[]): Packed[] {
  const found = new Set<Packed>()
  const visit = ({ manifest }: Workspace): void => {
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies }
    for (const other of packed) {
      if (declared[other.manifest.name] === undefined || found.has(other)) continue
      found.add(other)
      visit(other)
    }
  }
  visit(of)
  return [...found]
}
